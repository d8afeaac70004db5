package import AllianceNames
package import Peering

/// Which figures an address asks for: of what was filed in a time, in one channel or in all that are read.
package struct FiguresQuery: Hashable, Sendable {
    package static let path = "/console/figures"

    package let from: String?
    package let to: String?
    package let channel: ChannelID?

    /// - Throws: status 400.
    package init(_ target: RequestTarget) throws(PeerProblem) {
        func day(_ name: String) throws(PeerProblem) -> String? {
            guard let text = try target.parameter(name), !text.isEmpty else { return nil }
            guard FormDay.start(text) != nil else { throw Self.wrong }
            return text
        }
        from = try day("from")
        to = try day("to")
        if let text = try target.parameter("channel"), !text.isEmpty {
            guard let channel = try? ChannelID(parsing: text) else { throw Self.wrong }
            self.channel = channel
        } else {
            channel = nil
        }
    }

    /// Nil for all times.
    package var filed: Range<UInt64>? {
        var list = ComplaintListQuery()
        list.from = from
        list.to = to
        return list.filed
    }

    /// - Throws: status 400 for a channel that is not read here: empty figures would read as if nothing had been filed.
    package func channels(of read: [ChannelID]) throws(PeerProblem) -> Set<ChannelID> {
        guard let channel else { return Set(read) }
        guard read.contains(channel) else { throw Self.wrong }
        return [channel]
    }

    /// As an address has it.
    package var query: String {
        [
            from.map { "from=\($0)" }, to.map { "to=\($0)" },
            channel.map { "channel=\($0.rawValue)" },
        ]
        .compactMap { $0 }.joined(separator: "&")
    }

    private static let wrong = PeerProblem(
        status: 400, keyword: "query",
        detail: "Figures are of days such as 2026-01-31, and of a channel that is read here.")
}
