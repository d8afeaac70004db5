package import AllianceNames
import JSON

/// An organisation of the alliance, as the roster has it.
package struct Member: Equatable, Sendable, Tenured {
    package static let nameBytesMax = 120
    /// Keys of one kind, roles, prefixes, code schemes: more than any member will ever have held.
    package static let grantsMax = 1_000

    package let id: MemberID
    /// For people, in any script.
    package internal(set) var name: String
    package internal(set) var tenure: Tenure
    package internal(set) var roles: [RoleGrant]
    /// One for each epoch, oldest first.
    package internal(set) var logKeys: [LogKey]
    /// Type 0x04: cosigns checkpoints, the member's own (freshness) and others' (witness).
    package internal(set) var cosignerKeys: [AdmittedKey]
    /// Signs answers to product questions.
    package internal(set) var answerKeys: [AdmittedKey]
    package internal(set) var tlsKeys: [TLSKey]
    /// Absent for a member that works outbound only.
    package internal(set) var endpoint: PeerEndpoint?
    package internal(set) var prefixes: [PrefixGrant]
    package internal(set) var codeSchemes: [SchemeGrant]
    /// The member's logs that have ended.
    package internal(set) var logEnds: [LogEnd]
    /// Keys of the JSON object that this program does not know, kept for the next roster.
    var additions: [String: JSONValue] = [:]

    package init(id: MemberID, name: String, tenure: Tenure) {
        self.id = id
        self.name = name
        self.tenure = tenure
        (roles, logKeys, cosignerKeys, answerKeys) = ([], [], [], [])
        (tlsKeys, prefixes, codeSchemes, logEnds) = ([], [], [], [])
    }

    package var isActive: Bool { !tenure.hasEnded }

    package func has(_ role: Role) -> Bool {
        roles.contains { $0.role == role && !$0.tenure.hasEnded }
    }

    package var currentRoles: [Role] {
        Role.allCases.filter { has($0) }
    }

    /// The epoch the member signs in, if it signs at all.
    package var currentEpoch: Epoch? { logKeys.last?.epoch }

    package func logKey(in epoch: Epoch) -> LogKey? { logKeys.first { $0.epoch == epoch } }

    func logEnd(in channel: ChannelID, epoch: Epoch) -> LogEnd? {
        logEnds.first { $0.channel == channel && $0.epoch == epoch }
    }

    var identity: String { "member \(id)" }

    /// Everything of the member that has a tenure of its own.
    var grants: [any Tenured] {
        roles + cosignerKeys + answerKeys + tlsKeys + prefixes + codeSchemes
    }
}
