import Foundation
import Roster

/// The machine's time, for tests against a program that knows no other.
enum UTCNow {
    static var now: UTCTimestamp {
        UTCTimestamp(secondsSince1970: UInt64(Date().timeIntervalSince1970))
    }
}
