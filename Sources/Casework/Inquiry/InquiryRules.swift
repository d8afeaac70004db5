/// The clock of first responses, as this desk has set it: hours by the wall, day and night.
package struct InquiryRules: Hashable, Sendable {
    package static let hours = 1...720
    package static let usual = InquiryRules(checkedWarn: 6, 8)
    private static let hourMilliseconds: UInt64 = 3_600_000

    /// After so many hours it is shown as urgent.
    package let warnHours: Int
    /// After so many it is late, and escalated.
    package let lateHours: Int

    /// - Throws: `CaseworkError.inquiryHours` unless there are 1 to 720 hours, and the warning comes first.
    package init(warnHours: Int, lateHours: Int) throws(CaseworkError) {
        guard Self.hours.contains(warnHours), Self.hours.contains(lateHours),
            warnHours < lateHours
        else { throw .inquiryHours }
        self.init(checkedWarn: warnHours, lateHours)
    }

    private init(checkedWarn warnHours: Int, _ lateHours: Int) {
        self.warnHours = warnHours
        self.lateHours = lateHours
    }

    package enum Standing: String, CaseIterable, Sendable {
        /// Nothing waits.
        case none
        case inTime = "in-time"
        case urgent, late
    }

    package var lateMilliseconds: UInt64 { UInt64(lateHours) * Self.hourMilliseconds }

    /// - Parameter now: milliseconds since 1970. A clock that was set back makes nothing late.
    package func standing(of one: Inquiry, at now: UInt64) -> Standing {
        guard let since = one.waitingSince else { return .none }
        let waited = now > since ? now - since : 0
        if waited >= lateMilliseconds { return .late }
        return waited >= UInt64(warnHours) * Self.hourMilliseconds ? .urgent : .inTime
    }

    /// When the question that waits is late.
    package func lateAt(_ one: Inquiry) -> UInt64? {
        one.waitingSince.map { $0 + lateMilliseconds }
    }

    /// By `InquiryPlace`.
    package static func inOrder(_ left: Inquiry, _ right: Inquiry) -> Bool {
        InquiryPlace(left) < InquiryPlace(right)
    }
}
