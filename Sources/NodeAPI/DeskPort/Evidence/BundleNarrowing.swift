import AllianceNames
import Peering

/// What an address narrows an evidence bundle to: `member=` and `channel=`, each once for each name.
struct BundleNarrowing: Hashable, Sendable {
    static let memberField = "member"
    static let channelField = "channel"
    /// Of each of the two: as often as a parameter stands for programs.
    static let namesMax = RESTQuery.valuesMax

    /// Empty for all.
    private(set) var members: Set<MemberID> = []
    /// Empty for all.
    private(set) var channels: Set<ChannelID> = []

    /// - Parameter reading: of whoever asks.
    /// - Throws: status 400 for what is no name, or too many; 422 for a member or a channel that is not here:
    ///   'nothing is said' would read as if they had said nothing.
    init(_ target: RequestTarget, for reading: any ConsoleReading) throws(PeerProblem) {
        for parameter in target.parameters {
            switch parameter.name {
            case Self.memberField: members.insert(try Self.name(parameter.value))
            case Self.channelField: channels.insert(try Self.name(parameter.value))
            default: continue
            }
        }
        guard max(members.count, channels.count) <= Self.namesMax else {
            throw Self.malformed(
                "A bundle is narrowed to at most \(Self.namesMax) members and \(Self.namesMax) channels."
            )
        }
        let known = reading.memberNames()
        if let unknown = members.sorted().first(where: { known[$0] == nil }) {
            throw Self.meaningless("The register has no member '\(unknown)'.")
        }
        if let unread = channels.subtracting(reading.channels()).sorted().first {
            throw Self.meaningless("There is no channel '\(unread)' that you read.")
        }
    }

    private static func name<Name: Identifier>(_ text: String) throws(PeerProblem) -> Name {
        guard let name = try? Name(parsing: text) else {
            throw malformed("The address names no member, or no channel, as there may be one.")
        }
        return name
    }

    private static func malformed(_ detail: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "query", detail: detail)
    }

    private static func meaningless(_ detail: String) -> PeerProblem {
        PeerProblem(status: 422, keyword: "name", detail: detail)
    }
}
