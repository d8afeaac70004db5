import AllianceNames
import Credentials
import Notices
import Roster
import SignIn

/// What of certificate and register ends, and who is silent: what the members page shows to the same readers.
struct ExchangeClocks: NoticeClockSource {
    let node: OpenedNode

    var kinds: Set<NoticeClock.Kind> { [.certificate, .register, .peerSilent] }

    func readings(
        of kinds: Set<NoticeClock.Kind>, for reader: ClockReader
    ) throws -> [ClockReading] {
        var readings: [ClockReading] = []
        if kinds.contains(.certificate) {
            let end = try node.home.certs.tlsIdentity().notAfter.millisecondsSince1970
            readings.append(ClockReading(.certificate, at: end))
        }
        if kinds.contains(.register) {
            let end = node.roster.roster.expiresAt.millisecondsSince1970
            readings.append(ClockReading(.register, at: end))
        }
        guard kinds.contains(.peerSilent) else { return readings }
        var heard: [MemberID: UInt64] = [:]
        for contact in try LogContact.all(in: node) {
            // Who was never heard of has not fallen silent.
            let last = max(contact.lastGrowth ?? 0, contact.lastContact ?? 0)
            guard last > 0 else { continue }
            heard[contact.origin.member] = max(heard[contact.origin.member] ?? 0, last)
        }
        return readings
            + heard.sorted { $0.key < $1.key }.map {
                ClockReading(.peerSilent, subject: $0.key.rawValue, at: $0.value)
            }
    }

    func mayStillSee(_ reading: ClockReading, _ reader: ClockReader) -> Bool {
        AccessPolicy.permissions(of: reader.asker).contains(.view)
    }
}
