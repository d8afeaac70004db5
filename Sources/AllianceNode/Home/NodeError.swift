package import AllianceNames
package import Roster

/// What keeps a node from being opened or from acting.
package enum NodeError: Error, Equatable, CustomStringConvertible {
    case noMember(String)
    case notAdmitted(String)
    case noRegister(String)
    case registerRefused(path: String, RosterError)
    case registerExpired(until: String)
    case mayNotWrite(MemberID, ChannelID)
    case mayNotRead(MemberID, ChannelID)
    case logKeyNotNamed(folder: String, epoch: Epoch, version: UInt64)
    case logEnded(LogOrigin)
    case restored(String)
    case keysMissing(certs: String)
    case notStandby(String)
    case noSuchEndpoint(url: String, version: UInt64)
    case noSnapshotPolicy(product: String, found: String)

    package var description: String {
        switch self {
        case .noMember(let home):
            "\(home) holds no member's keys; make them with 'touchstone member init', or name another folder with --home"
        case .notAdmitted(let home):
            "\(home)/certs/tls.pem is not there: this member is not admitted yet; send its descriptor to the authority, and put what it delivers into the folder"
        case .noRegister(let path):
            "\(path) is not there, and no database holds a register: put the authority's roster.note into peers/"
        case .registerRefused(let path, let error):
            "\(path) is not taken up: \(error); delete it, put the authority's there, or, where the members have agreed on it, go by it with 'touchstone alliance follow'"
        case .registerExpired(let until):
            "the member register expired at \(until): nothing is signed or acted on until the authority renews it ('touchstone alliance roster --renew')"
        case .mayNotWrite(let member, let channel):
            "\(member) has no open seat in channel '\(channel)'; 'touchstone alliance roster' shows who has"
        case .logEnded(let origin):
            "the authority has ended log \(origin): go on in a new epoch with 'touchstone member new-epoch'"
        case .restored(let home):
            "\(home) was restored from a backup and has not caught up with the other members: nothing is searched, answered or signed until then, so that what was erased since stays erased and nothing is signed twice; run 'touchstone log recover' or 'touchstone serve' while they can be reached"
        case .keysMissing(let certs):
            "\(certs) holds no log key: the backup had no keys; put log*.key, answer*.key and tls*.key back into it, or restore with --new-keys where they are lost"
        case .notStandby(let home):
            "\(home) is no standby; 'touchstone restore --standby' makes one"
        case .mayNotRead(let member, let channel):
            "\(member) has no seat in channel '\(channel)' and cannot know how far its logs go; ask a member that has one, as a member that has one"
        case .logKeyNotNamed(let folder, let epoch, let version):
            "member register \(version) does not name the log key of epoch \(epoch) in \(folder), so nothing signed with it would be believed: put the right key back, or have the descriptor admitted"
        case .noSnapshotPolicy(let product, let found):
            "no snapshot of \(product) is published: its registration says '\(found)'; register it anew with 'with-snapshot' in the column serialised, if its numbers are long and random"
        case .noSuchEndpoint(let url, let version):
            "version \(version) of the member register has no other member at '\(url.prefix(300))'; 'touchstone peer list' shows where they are"
        }
    }

    package var keyword: String {
        switch self {
        case .noMember: "no-member"
        case .notAdmitted: "not-admitted"
        case .noRegister: "no-register"
        case .registerRefused(_, let error): error.keyword
        case .registerExpired: "register-expired"
        case .mayNotWrite: "may-not-write"
        case .mayNotRead: "may-not-read"
        case .logKeyNotNamed: "log-key-not-accepted"
        case .logEnded: "log-ended"
        case .restored: "restored"
        case .keysMissing: "keys-missing"
        case .notStandby: "not-standby"
        case .noSuchEndpoint: "no-such-endpoint"
        case .noSnapshotPolicy: "no-snapshot-policy"
        }
    }
}
