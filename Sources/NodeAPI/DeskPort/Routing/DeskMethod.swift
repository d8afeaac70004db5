/// The methods that routes of the desk port take. `HEAD` comes with `GET`, `OPTIONS` with all.
package enum DeskMethod: String, CaseIterable, Comparable, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
