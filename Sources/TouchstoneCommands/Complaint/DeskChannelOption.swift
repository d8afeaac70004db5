import AllianceNames
package import ArgumentParser
import NodeAPI

/// `--channel NAME`: the desk that it goes to.
package struct DeskChannelOption: ParsableArguments {
    @Option(name: .customLong("channel"), help: "The desk's channel; the only one without it.")
    package var name: String?

    package init() {}

    func channel(of desk: any DeskComplaints) throws -> ChannelID {
        let known = desk.channels()
        if let name {
            let channel = try ChannelID(parsing: name)
            guard known.contains(channel) else {
                throw CommandError(
                    "'\(name)' is no channel of a desk that this member reads; there is \(Self.list(known))"
                )
            }
            return channel
        }
        guard known.count == 1 else {
            throw CommandError(
                "name the desk's channel with --channel; there is \(Self.list(known))")
        }
        return known[0]
    }

    private static func list(_ channels: [ChannelID]) -> String {
        channels.isEmpty ? "none" : channels.map(\.rawValue).joined(separator: ", ")
    }
}

/// `--channel NAME …`: the desks that are looked at; all without it.
package struct DeskChannelsOption: ParsableArguments {
    @Option(
        name: .customLong("channel"), help: "Only of this desk; for several, give it once each.")
    package var names: [String] = []

    package init() {}

    /// - Throws: `CommandError` for a desk that this member does not read.
    func channels(of desk: any DeskComplaints) throws -> Set<ChannelID> {
        let named = Set(try names.map { try ChannelID(parsing: $0) })
        let known = Set(desk.channels())
        if let unknown = named.subtracting(known).min() {
            throw CommandError("'\(unknown)' is no channel of a desk that this member reads")
        }
        return named.isEmpty ? known : named
    }
}
