package import AllianceNames

/// How many unknown numbers may still be asked about: so many by each member and so many by all
/// together in each window of time. Who guesses numbers spends its budget and learns nothing more, a
/// ring of members that guess together too; who asks about products that it holds hardly touches it.
///
/// Windows are whole hours since 1970, so in any hour a member learns of twice `unknownsMax` at most,
/// and of `unknownsMax` an hour in the long run.
package struct QuestionBudget: Hashable, Sendable {
    /// Length of a window in milliseconds: an hour.
    package static let windowMilliseconds: UInt64 = 3_600_000
    /// Unknown numbers that a member may ask about in a window.
    package static let unknownsMax = 100
    /// The same for an authority, which may have a container of counterfeits before it.
    package static let unknownsOfAuthorityMax = 1_000
    /// Unknown numbers in a window over all members.
    package static let unknownsOfAllMax = 2_000
    /// What a member may ask about in any case, so that others cannot spend its share.
    package static let unknownsReserved = 10
    /// Members that are remembered after they spent their budget.
    package static let alarmsMax = 100

    /// One unknown number that may be asked about: to be given back if it turns out to be known.
    package struct Ticket: Sendable {
        fileprivate let member: MemberID
        fileprivate let window: UInt64
        /// It is the last one that the member has.
        fileprivate let isLast: Bool
    }

    /// That a member spent its budget: it guesses, or somebody there does.
    package struct Alarm: Hashable, Sendable {
        package let member: MemberID
        /// Milliseconds since 1970 of the last time.
        package let at: UInt64
        /// In how many windows.
        package let windows: Int

        package init(member: MemberID, at: UInt64, windows: Int) {
            (self.member, self.at, self.windows) = (member, at, windows)
        }
    }

    /// Number of the window since 1970.
    package internal(set) var window: UInt64 = 0
    package internal(set) var used: [MemberID: Int] = [:]
    package internal(set) var usedByAll = 0
    /// At most one a member.
    package internal(set) var alarms: [Alarm] = []
    /// Members that were told of in this window.
    private var alarmed: Set<MemberID> = []

    package init() {}

    /// Takes one, before the number is looked up, so that questions sent side by side share the budget.
    ///
    /// - Returns: nil where the member gets no answer.
    package mutating func take(
        _ member: MemberID, isAuthority: Bool = false, at now: UInt64
    ) -> Ticket? {
        begin(now)
        let usedByMember = used[member] ?? 0
        let max = isAuthority ? Self.unknownsOfAuthorityMax : Self.unknownsMax
        guard usedByMember < max,
            usedByAll < Self.unknownsOfAllMax || usedByMember < Self.unknownsReserved
        else { return nil }
        used[member] = usedByMember + 1
        usedByAll += 1
        return Ticket(member: member, window: window, isLast: usedByMember + 1 == max)
    }

    /// The number turned out to be known.
    package mutating func giveBack(_ ticket: Ticket) {
        guard ticket.window == window, let count = used[ticket.member], count > 0 else { return }
        used[ticket.member] = count > 1 ? count - 1 : nil
        usedByAll -= 1
    }

    /// The number turned out to be unknown.
    ///
    /// - Returns: the alarm where that was the member's last one, once a window.
    package mutating func spend(_ ticket: Ticket, at now: UInt64) -> Alarm? {
        guard ticket.isLast, ticket.window == window,
            alarmed.insert(ticket.member).inserted
        else { return nil }
        let place = alarms.firstIndex { $0.member == ticket.member }
        let alarm = Alarm(
            member: ticket.member, at: now, windows: 1 + (place.map { alarms[$0].windows } ?? 0))
        if let place { alarms.remove(at: place) }
        alarms.append(alarm)
        if alarms.count > Self.alarmsMax { alarms.removeFirst() }
        return alarm
    }

    /// A clock that goes back begins no window.
    private mutating func begin(_ now: UInt64) {
        let current = now / Self.windowMilliseconds
        guard current > window else { return }
        window = current
        used = [:]
        usedByAll = 0
        alarmed = []
    }
}
