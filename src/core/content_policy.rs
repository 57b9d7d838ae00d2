//! Reads a content security policy: whether it lets anything leave the origin of the page. Knows neither
//! the page nor the browser.

/// What fetches and sends, by the names of the directives that allow it. `form-action` has no default.
const SENDS: [&str; 16] = [
    "connect-src",
    "img-src",
    "script-src",
    "script-src-elem",
    "script-src-attr",
    "style-src",
    "style-src-elem",
    "style-src-attr",
    "font-src",
    "media-src",
    "object-src",
    "frame-src",
    "worker-src",
    "manifest-src",
    "child-src",
    "form-action",
];

/// Whether under this policy (the value of the header; several are joined by commas) the page can send
/// nothing to another origin. Where a person goes by a link is not a matter of such a policy.
#[must_use]
pub fn keeps_all_in(policies: &str) -> bool {
    // Each of several policies takes away: one that keeps all in is enough.
    policies.split(',').any(one_keeps_all_in)
}

fn one_keeps_all_in(policy: &str) -> bool {
    let directives: Vec<Vec<&str>> =
        policy.split(';').map(|directive| directive.split_whitespace().collect()).collect();
    let sources = |name: &str| {
        let found = directives
            .iter()
            .find(|words| words.first().is_some_and(|first| first.eq_ignore_ascii_case(name)));
        found.map(|words| &words[1..])
    };
    SENDS.iter().all(|name| {
        let allowed = sources(name).or_else(|| match *name {
            "form-action" => None,
            "script-src-elem" | "script-src-attr" => {
                sources("script-src").or_else(|| sources("default-src"))
            }
            "style-src-elem" | "style-src-attr" => {
                sources("style-src").or_else(|| sources("default-src"))
            }
            _ => sources("default-src"),
        });
        allowed.is_some_and(|sources| sources.iter().all(|source| stays(source)))
    })
}

/// Whether a source is of the page's own origin, or of none.
fn stays(source: &str) -> bool {
    // Keywords, nonces and hashes stand in quotes; none of them names another origin. `'strict-dynamic'`
    // lets scripts load others from anywhere.
    let source = source.to_ascii_lowercase();
    (source.starts_with('\'') && source != "'strict-dynamic'")
        || ["data:", "blob:", "about:"].contains(&source.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_that_names_no_other_origin_keeps_all_in() {
        for policy in [
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; form-action 'none'",
            "default-src 'self'; FORM-ACTION 'self'",
            "default-src 'none';form-action 'none', upgrade-insecure-requests",
            "default-src 'none'; img-src data: blob:; script-src 'nonce-abc' 'sha256-abc='; form-action 'none'",
        ] {
            assert!(keeps_all_in(policy), "{policy}");
        }
    }

    #[test]
    fn one_that_leaves_anything_open_does_not() {
        for policy in [
            "",
            "default-src 'none'",
            "default-src 'self'; form-action *",
            "default-src 'none'; connect-src https:; form-action 'none'",
            "default-src 'none'; img-src https://count.example; form-action 'none'",
            "script-src 'self'; form-action 'none'",
            "default-src 'none'; script-src 'self'; script-src-elem https://count.example; form-action 'none'",
            "default-src 'none'; script-src 'strict-dynamic' 'nonce-a'; form-action 'none'",
        ] {
            assert!(!keeps_all_in(policy), "{policy}");
        }
    }
}
