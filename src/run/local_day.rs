//! Computes days in the local time zone.

use std::time::SystemTime;

use jiff::civil::Date;
use jiff::tz::TimeZone;

pub fn today() -> Date {
    day_of(SystemTime::now())
}

/// Returns the local day of a moment.
pub fn day_of(moment: SystemTime) -> Date {
    // For a clock outside the supported range, any day is equally wrong.
    let moment = jiff::Timestamp::try_from(moment).unwrap_or_default();
    moment.to_zoned(local_zone()).date()
}

/// Returns the local time zone.
///
/// The file of the local zone is read first. To find the name of the zone, jiff would search all zone files of the
/// system, which takes as long as reading a thousand articles.
fn local_zone() -> TimeZone {
    crate::screen_thread::check("reading the time zone");
    let from_file = || TimeZone::tzif("local", &std::fs::read("/etc/localtime").ok()?).ok();
    let zone = if std::env::var_os("TZ").is_none() { from_file() } else { None };
    zone.unwrap_or_else(TimeZone::system)
}
