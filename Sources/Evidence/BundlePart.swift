package import AllianceNames
import JSON
import TransparencyLog

/// That a bundle has not all that is said, by the word of whoever makes it, in the manifest that it signs: whom and
/// which channels it was narrowed to, and how much of each member there was no room for.
///
///     {"channels":["luxury"],"leftOut":{"rival":1200},"members":["brand","rival"]}
package struct BundlePart: Hashable, Sendable {
    /// Entries of one member that are counted; so many are 'at least so many'.
    package static let countedMax: UInt64 = 10_000
    /// Of each of members, channels, and members of whom something is left out.
    package static let namesMax = 2_048

    /// Only what these said, ascending; empty where it was not narrowed.
    package let members: [MemberID]
    /// Only what was said in these, ascending; empty where it was not narrowed.
    package let channels: [ChannelID]
    /// Entries that belong to it and are not in it, of members of whom there are any.
    package let leftOut: [MemberID: UInt64]

    /// Nil for all that is said.
    /// - Throws: `tooMany`, `manifest` for counts beyond `countedMax`.
    package init?(
        members: Set<MemberID>, channels: Set<ChannelID>, leftOut: [MemberID: UInt64]
    ) throws(EvidenceError) {
        if members.isEmpty, channels.isEmpty, leftOut.isEmpty { return nil }
        try self.init(members.sorted(), channels.sorted(), leftOut)
    }

    private init(
        _ members: [MemberID], _ channels: [ChannelID], _ leftOut: [MemberID: UInt64]
    ) throws(EvidenceError) {
        for (names, count) in [
            ("members that it is of", members.count), ("channels that it is of", channels.count),
            ("members of whom entries are left out", leftOut.count),
        ] where count > Self.namesMax {
            throw .tooMany(names, max: Self.namesMax)
        }
        guard leftOut.values.allSatisfy({ (1...Self.countedMax).contains($0) }) else {
            throw .manifest("what is left out of a member is no count of 1 to \(Self.countedMax)")
        }
        self.members = members
        self.channels = channels
        self.leftOut = leftOut
    }

    /// Whether an entry of this log belongs to it.
    package func takes(_ log: LogOrigin) -> Bool {
        (members.isEmpty || members.contains(log.member))
            && (channels.isEmpty || channels.contains(log.channel))
    }

    // MARK: JSON

    var json: JSONValue {
        var object: [String: JSONValue] = [:]
        if !members.isEmpty { object["members"] = .array(members.map { .string($0.rawValue) }) }
        if !channels.isEmpty { object["channels"] = .array(channels.map { .string($0.rawValue) }) }
        if !leftOut.isEmpty {
            object["leftOut"] = .object(
                Dictionary(uniqueKeysWithValues: leftOut.map { ($0.rawValue, .integer($1)) }))
        }
        return .object(object)
    }

    init(_ json: JSONValue) throws(EvidenceError) {
        var object = try ManifestMembers(json, of: "'part'")
        let members: [MemberID] = try Self.names(object.value("members"), "members")
        let channels: [ChannelID] = try Self.names(object.value("channels"), "channels")
        var leftOut: [MemberID: UInt64] = [:]
        if let counts = object.value("leftOut") {
            guard case .object(let counts) = counts, !counts.isEmpty else {
                throw .manifest("'leftOut' is no object with members of the alliance")
            }
            for (name, count) in counts {
                guard let member = try? MemberID(parsing: name), case .number(let digits) = count,
                    let count = Decimal.decode(Array(digits.utf8))
                else { throw .manifest("'leftOut' has something else than counts of members") }
                leftOut[member] = count
            }
        }
        try object.finish()
        guard !(members.isEmpty && channels.isEmpty && leftOut.isEmpty) else {
            throw .manifest("'part' says nothing")
        }
        try self.init(members, channels, leftOut)
    }

    private static func names<Name: Identifier>(
        _ json: JSONValue?, _ field: String
    ) throws(EvidenceError) -> [Name] {
        guard let json else { return [] }
        guard case .array(let list) = json, !list.isEmpty, list.count <= namesMax else {
            throw .manifest("'\(field)' is no list of 1 to \(namesMax) names")
        }
        var names: [Name] = []
        for item in list {
            guard case .string(let text) = item, let name = try? Name(parsing: text),
                names.last.map({ $0 < name }) ?? true
            else { throw .manifest("'\(field)' has something else than names in their order") }
            names.append(name)
        }
        return names
    }
}
