//! What time it is, and names that nobody has used.

use crate::core::draft::DraftId;
use js_sys::Date;

/// Now, in local time with offset: `2026-01-05T09:30:00+08:00` (RFC 3339).
#[must_use]
pub fn now() -> String {
    written(&Date::new_0())
}

/// Now, in milliseconds since 1970 (UTC).
#[must_use]
pub fn milliseconds() -> u64 {
    Date::now() as u64
}

/// A time in milliseconds since 1970 (UTC), written as [`now`] is.
#[must_use]
pub fn at(milliseconds: u64) -> String {
    written(&Date::new(&(milliseconds as f64).into()))
}

/// A time written as [`now`] is, in milliseconds since 1970 (UTC); `None` for what is no time.
#[must_use]
pub fn milliseconds_of(written: &str) -> Option<u64> {
    let time = Date::parse(written);
    (time >= 0.0).then_some(time as u64)
}

fn written(date: &Date) -> String {
    // JavaScript counts minutes from local time to UTC; RFC 3339 the other way.
    let offset = -(date.get_timezone_offset() as i32);
    let sign = if offset < 0 { '-' } else { '+' };
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds(),
        offset.abs() / 60,
        offset.abs() % 60,
    )
}

/// The year before this one: the year that is reported on now.
#[must_use]
pub fn last_year() -> u16 {
    u16::try_from(Date::new_0().get_full_year().saturating_sub(1)).unwrap_or_default()
}

/// An id for a new draft: the time in milliseconds and 40 random bits, in base 32.
#[must_use]
pub fn fresh_id() -> DraftId {
    let mut random = [0; 5];
    // Without a generator the time still tells drafts apart that a person makes.
    _ = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .map(|crypto| crypto.get_random_values_with_u8_array(&mut random));
    let noise = random.iter().fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte));
    DraftId::new(&format!("{}{}", base32(milliseconds()), base32(noise)))
}

fn base32(mut number: u64) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    let mut text = Vec::new();
    loop {
        text.insert(0, DIGITS[(number % 32) as usize]);
        number /= 32;
        if number == 0 {
            return String::from_utf8_lossy(&text).into_owned();
        }
    }
}
