/// How long what failed is left alone: each time twice as long, up to a bound. In milliseconds.
package enum RetryPause {
    package static let first: UInt64 = 5_000
    package static let longest: UInt64 = 600_000

    /// - Parameter failures: so far, in a row.
    package static func after(_ failures: Int) -> UInt64 {
        min(first << UInt64(max(0, min(failures, 10) - 1)), longest)
    }
}
