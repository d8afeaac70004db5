/// A period in which a member signs with one log key; printed `e1`, `e2`, ...
package struct Epoch: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let number: UInt32

    package init(_ number: UInt32) {
        precondition(number > 0, "epochs count from 1")
        self.number = number
    }

    /// - Throws: `NameError.epoch` unless `string` is `e` and a decimal number from 1 without
    ///   leading zeros.
    package init(parsing string: some StringProtocol) throws(NameError) {
        guard string.first == "e", let number = UInt32(string.dropFirst()), number > 0,
            "e\(number)" == string
        else { throw .epoch(found: String(string.prefix(80))) }
        self.number = number
    }

    package var description: String { "e\(number)" }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    package init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The name of one member's log in one channel and epoch: `<alliance>/<channel>/<member>/<epoch>`,
/// always exactly four path segments. It is the C2SP checkpoint origin and the note key's name.
package struct LogOrigin: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let alliance: AllianceID
    package let channel: ChannelID
    package let member: MemberID
    package let epoch: Epoch

    package init(alliance: AllianceID, channel: ChannelID, member: MemberID, epoch: Epoch) {
        self.alliance = alliance
        self.channel = channel
        self.member = member
        self.epoch = epoch
    }

    /// - Throws: `NameError` unless `string` is four segments that each follow their grammar.
    package init(parsing string: some StringProtocol) throws(NameError) {
        let segments = string.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count == 4 else { throw .origin(found: String(string.prefix(280))) }
        alliance = try AllianceID(parsing: segments[0])
        channel = try ChannelID(parsing: segments[1])
        member = try MemberID(parsing: segments[2])
        epoch = try Epoch(parsing: segments[3])
    }

    package var description: String { "\(alliance)/\(channel)/\(member)/\(epoch)" }

    /// By the printed name, so that every node sorts alike; epochs of one log sort by number.
    package static func < (left: Self, right: Self) -> Bool {
        (left.alliance, left.channel, left.member, left.epoch)
            < (right.alliance, right.channel, right.member, right.epoch)
    }

    package init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
