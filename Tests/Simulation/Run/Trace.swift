/// What happened in a run: for people where a run is shown, else only a digest by which two runs are
/// compared.
package struct Trace: Sendable {
    package let isKept: Bool
    package private(set) var lines: [String] = []
    package private(set) var digest: UInt64 = 0xcbf2_9ce4_8422_2325

    package init(isKept: Bool) { self.isKept = isKept }

    mutating func note(_ time: Duration, _ text: @autoclosure () -> String) {
        guard isKept else { return }
        lines.append("\(time.seconds) \(text())")
    }

    /// FNV-1a, 64 bits a step.
    mutating func mix(_ value: UInt64) { digest = (digest ^ value) &* 0x0000_0100_0000_01b3 }
}
