package import AllianceNames
package import TransparencyLog

/// One log that a roster knows of: somebody with a key for the epoch has, or had, a seat in the
/// channel.
package struct RosterLog: Hashable, Sendable {
    package let origin: LogOrigin
    package let key: VerifierKey
    package let scope: LogScope
    /// Whether the roster states its end. `scope` is then `until`, or `never` for `void`.
    package let hasEnded: Bool
}

extension Roster {
    /// Every log the roster knows of, in no order that means anything.
    ///
    /// A log is open in the newest epoch of an active member with a seat; a log with a stated end
    /// has that scope, and any other (an old epoch's, in a channel joined later) never existed.
    var logs: [RosterLog] {
        var logs: [RosterLog] = []
        let byID = Dictionary(members.map { ($0.id, $0) }) { first, _ in first }
        for channel in channels {
            var seen = Set<MemberID>()
            for seat in channel.seats where seen.insert(seat.member).inserted {
                guard let member = byID[seat.member] else { continue }
                let isOpen = member.isActive && channel.isOpen(to: member.id)
                for key in member.logKeys {
                    let end = member.logEnd(in: channel.id, epoch: key.epoch)
                    let origin = LogOrigin(
                        alliance: alliance, channel: channel.id, member: member.id,
                        epoch: key.epoch)
                    // A log key was checked when it was read, and an origin is a key name.
                    guard let verifier = try? key.verifierKey(for: origin) else { continue }
                    let written = isOpen && key.epoch == member.currentEpoch
                    logs.append(
                        RosterLog(
                            origin: origin, key: verifier,
                            scope: end?.scope ?? (written ? .open : .never),
                            hasEnded: end != nil))
                }
            }
        }
        return logs
    }
}
