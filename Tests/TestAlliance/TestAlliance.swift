package import AllianceNames
package import Crypto
import Foundation
package import Roster
import Synchronization
package import TransparencyLog

/// An alliance for tests: its CA, its authority key, members with certificates, and one roster after
/// another, each verified by a `RosterChain` as in a node.
package final class TestAlliance: Sendable {
    package struct Member: Sendable {
        package var leaf: TestLeaf
        package var logKey = Curve25519.Signing.PrivateKey()
        package var port: Int?
        package var isPlatform = false
        package var hasLeft = false
        package var keyIsWithdrawn = false
    }

    private struct State {
        var chain: RosterChain
        var members: [String: Member]
        var channels: [String: Set<String>]
        /// Seats that have ended.
        var left: [String: Set<String>] = [:]
        /// The ends of logs whose members stay.
        var ends: [LogOrigin: (size: TreeSize, root: TransparencyLog.Digest)] = [:]
    }

    package let id: AllianceID
    package let ca: TestAuthority
    private let signer: NoteSigner
    private let state: Mutex<State>

    /// - Parameter channels: beside `alliance`, which everybody is in.
    package init(
        members names: [String] = ["hub", "brand", "rival"],
        channels: [String: Set<String>] = ["luxury": ["hub", "brand"]]
    ) throws {
        let id = try AllianceID(parsing: "test.example")
        self.id = id
        let ca = try TestAuthority(of: id)
        self.ca = ca
        signer = try NoteSigner(
            name: "authority.test.example", privateKey: Curve25519.Signing.PrivateKey())
        var members: [String: Member] = [:]
        for name in names { members[name] = Member(leaf: try ca.leaf(for: name)) }
        var all = channels
        all["alliance"] = Set(names)
        state = Mutex(
            State(
                chain: RosterChain(trusting: [signer.verifierKey], alliance: id),
                members: members, channels: all))
        try publish()
    }

    package var roster: VerifiedRoster {
        state.withLock { state in
            guard let newest = state.chain.newest else {
                preconditionFailure("the first roster is made with the alliance")
            }
            return newest
        }
    }

    package func leaf(of name: String) -> TestLeaf {
        state.withLock { state in
            guard let member = state.members[name] else { preconditionFailure("no \(name)") }
            return member.leaf
        }
    }

    /// The signer of one of a member's logs.
    package func logSigner(_ origin: LogOrigin) throws -> NoteSigner {
        let key = state.withLock { $0.members[origin.member.rawValue]?.logKey }
        return try NoteSigner(name: origin.description, privateKey: key ?? .init())
    }

    package func origin(_ channel: String, _ member: String) throws -> LogOrigin {
        try LogOrigin(parsing: "\(id)/\(channel)/\(member)/e1")
    }

    package func note(version: UInt64) -> SignedNote? {
        state.withLock { $0.chain.note(version: version) }
    }

    // MARK: The next roster

    package func changeMember(_ name: String, _ change: (inout Member) throws -> Void) throws {
        try state.withLock { state in
            guard var member = state.members[name] else { preconditionFailure("no \(name)") }
            try change(&member)
            state.members[name] = member
        }
        try publish()
    }

    /// Ends the member's seat.
    package func leave(_ channel: String, _ name: String) throws {
        state.withLock {
            $0.channels[channel]?.remove(name)
            $0.left[channel, default: []].insert(name)
        }
        try publish()
    }

    package func join(_ channel: String, _ name: String) throws {
        state.withLock { _ = $0.channels[channel, default: []].insert(name) }
        try publish()
    }

    /// States where a log ends; its member stays, and has no other log in the channel.
    package func end(
        _ origin: LogOrigin, size: TreeSize, root: TransparencyLog.Digest
    ) throws {
        state.withLock { $0.ends[origin] = (size, root) }
        try publish()
    }

    private func publish() throws {
        try state.withLock { state in
            let text = Self.text(state, id, signer.verifierKey)
            let note = try SignedNote(text: text, signatures: [signer.sign(text: text)])
            guard try state.chain.accept(note) == .extended else {
                throw RosterRefused()
            }
        }
    }

    package struct RosterRefused: Error {}

    private static func text(_ state: State, _ id: AllianceID, _ key: VerifierKey) -> String {
        let from = "\"from\":\"2026-01-01T00:00:00Z\""
        let ended = "\"until\":\"2026-02-01T00:00:00Z\""
        let members = state.members.keys.sorted().map { name -> String in
            guard let member = state.members[name] else { return "" }
            let until = member.hasLeft ? ",\(ended)" : ""
            let tlsEnd = member.hasLeft || member.keyIsWithdrawn ? ",\(ended)" : ""
            let endpoint = member.port.map { #""endpoint":"https://127.0.0.1:\#($0)","# } ?? ""
            let logKey = Data(member.logKey.publicKey.rawRepresentation).base64EncodedString()
            let ends = Self.ends(name, member, state)
            let roles = member.isPlatform ? "{\"role\":\"platform\",\(from)}" : ""
            return """
                {"id":"\(name)","name":"\(name)",\(from)\(until),"roles":[\(roles)],\
                "logKeys":[{"epoch":"e1","key":"\(logKey)"}],\
                "cosignerKeys":[],"answerKeys":[],\
                "tlsKeys":[{"spki":"\(member.leaf.spki.base64)",\(from)\(tlsEnd)}],\
                \(endpoint)"gs1Prefixes":[],"logs":[\(ends)]}
                """
        }
        let channels = state.channels.keys.sorted().map { channel -> String in
            let open = state.channels[channel, default: []]
            let seats = open.union(state.left[channel, default: []]).sorted().map {
                name -> String in
                let hasEnded = !open.contains(name) || state.members[name]?.hasLeft == true
                return #"{"member":"\#(name)",\#(from)\#(hasEnded ? "," + ended : "")}"#
            }
            return """
                {"id":"\(channel)","marking":"TLP:AMBER","seats":[\(seats.joined(separator: ","))]}
                """
        }
        let version = (state.chain.newest?.version ?? 0) + 1
        let previous =
            state.chain.newest.map { #""previous":"\#($0.digest.base64)","# } ?? ""
        return """
            {"format":1,"alliance":"\(id)","version":\(version),\(previous)\
            "issuedAt":"2026-03-01T00:00:00Z","expiresAt":"2099-01-01T00:00:00Z",\
            "authority":{"threshold":1,"keys":[{"key":"\(key)",\(from)}]},\
            "members":[\(members.joined(separator: ","))],\
            "channels":[\(channels.joined(separator: ","))],"witnesses":[],"quorum":1,\
            "quotas":{"entriesPerLog":1000,"retractionsPerLog":1000},"stalenessSeconds":3600}

            """
    }

    /// The logs of a member that leaves, or leaves a channel, end as void.
    private static func ends(_ name: String, _ member: Member, _ state: State) -> String {
        let void = state.channels.keys.sorted().filter { channel in
            state.left[channel]?.contains(name) == true
                || member.hasLeft && state.channels[channel]?.contains(name) == true
        }.map {
            #"{"channel":"\#($0)","epoch":"e1","until":"void"}"#
        }
        let ended = state.ends.filter { $0.key.member.rawValue == name }
            .sorted { $0.key < $1.key }
            .map { origin, end in
                """
                {"channel":"\(origin.channel)","epoch":"\(origin.epoch)",\
                "until":{"size":\(end.size),"root":"\(end.root.base64)"}}
                """
            }
        return (void + ended).joined(separator: ",")
    }
}
