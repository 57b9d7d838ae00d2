//! How alike two texts are, by the pairs of neighbouring characters that both have.
//!
//! Knows nothing of what the texts are.

/// The pairs of neighbouring characters of a text, in order.
#[derive(Clone, Debug)]
pub(in crate::core) struct Pairs(Vec<(char, char)>);

impl Pairs {
    pub(in crate::core) fn of(text: &str) -> Self {
        let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// How many they are.
    pub(in crate::core) fn count(&self) -> usize {
        self.0.len()
    }

    /// The pairs that both have, in percent of all: 100 where there are the same, 0 where there are none.
    pub(in crate::core) fn likeness(&self, other: &Self) -> usize {
        let (mut one, mut two, mut common) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.0.get(one), other.0.get(two)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => one += 1,
                std::cmp::Ordering::Greater => two += 1,
                std::cmp::Ordering::Equal => {
                    common += 1;
                    one += 1;
                    two += 1;
                }
            }
        }
        (200_usize * common).checked_div(self.count() + other.count()).unwrap_or(0)
    }
}

/// How alike two texts are, in percent.
pub(in crate::core) fn likeness(one: &str, other: &str) -> usize {
    Pairs::of(one).likeness(&Pairs::of(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_of_pairs() {
        assert_eq!(likeness("甲乙丙", "甲乙丙"), 100);
        assert_eq!(likeness("甲乙丙", "丁戊"), 0);
        assert_eq!(likeness("", ""), 0);
        assert_eq!(likeness("甲甲甲", "甲甲"), 66);
        assert!(likeness("存在的主要问题及改进情况", "存在的主要问题和改进措施") >= 50);
        assert!(likeness("主动公开政府信息情况", "上年结转政府信息公开申请数量") < 50);
    }
}
