//! The day it is at this place.

use std::time::SystemTime;

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day it is here.
pub fn today() -> Date {
    day_of(SystemTime::now())
}

/// The day that it was here at a moment.
pub fn day_of(moment: SystemTime) -> Date {
    // A clock that is out of all bounds is as good as one that stands still.
    let moment = jiff::Timestamp::try_from(moment).unwrap_or_default();
    moment.to_zoned(local_zone()).date()
}

/// The time zone of this place.
///
/// To find the zone by its name jiff walks through the system's zone files, which takes as long as reading
/// a thousand articles; the file of the local zone says the same.
fn local_zone() -> TimeZone {
    crate::screen_thread::check("reading the time zone");
    let from_file = || TimeZone::tzif("local", &std::fs::read("/etc/localtime").ok()?).ok();
    let zone = if std::env::var_os("TZ").is_none() { from_file() } else { None };
    zone.unwrap_or_else(TimeZone::system)
}
