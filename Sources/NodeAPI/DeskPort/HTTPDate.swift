import CivilTime

/// A time as HTTP writes it: `Mon, 23 Nov 2026 12:00:00 GMT`.
///
/// Source: RFC 9110, section 5.6.7 (IMF-fixdate).
enum HTTPDate {
    static func text(millisecondsSince1970 time: UInt64) -> String {
        let seconds = time / 1000
        let days = Int(seconds / 86_400)
        let second = Int(seconds % 86_400)
        let (year, month, day) = GregorianCalendar.date(ofDay: days)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][days % 7]
        let name = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][month - 1]
        return
            "\(weekday), \(two(day)) \(name) \(year) \(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)) GMT"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
