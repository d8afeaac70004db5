import AllianceNames
import AllianceNode
package import ArgumentParser
import CRDT
import MergedView
import Replication
import Statements

package struct RightWithdraw: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Withdraw a right that this member stated by mistake, from one channel.",
        discussion: """
            What was said there stays in the log; from now on nobody counts any of it. In other \
            channels it goes on standing, and these are named. Where it stands in none, complaints \
            that rest on the right are told that it is not registered. Leaves with 1 when this \
            member states no such right in the channel.

            Example: touchstone right withdraw EM/018012345
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The right by its registration, as 'touchstone right list' has it.")
    var key: String
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws { _ = try registration() }

    package func run() async throws {
        let (key, channel) = (try registration(), try channel.channel())
        let node = try home.open()
        let dots = try node.ownStatements(ofRight: key, in: channel)
        guard !dots.isEmpty else {
            let others = try node.ownStatements(ofRight: key).keys.sorted()
            let elsewhere =
                others.isEmpty
                ? "" : "; it states it in \(Self.list(others)): name one with --channel"
            Output.remark(
                "\(node.member) states no right \(Table.visible(key)) in channel \(channel) that it could withdraw\(elsewhere)"
            )
            throw CommandExit.negative
        }
        let written = try await node.report(Retraction.statements(of: dots), to: channel)
        let left = try node.ownStatements(ofRight: key).keys.sorted()
        let output = WithdrawnRightOutput(
            key: key, statements: dots.count, origin: written.origin.description,
            index: written.indexes.lowerBound, channels: left.map(\.rawValue))
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            Output.write(
                "Withdrew \(Plural.text(dots.count, "statement")) on the right \(Table.visible(key)): signed as entry \(output.index) of \(output.origin)"
            )
            if !left.isEmpty {
                Output.write(
                    "\(node.member) states it still in \(Self.list(left)): withdraw it there as well, with --channel, if it is to end"
                )
            }
        }
    }

    private static func list(_ channels: [ChannelID]) -> String {
        channels.map(\.rawValue).joined(separator: ", ")
    }

    /// In the one spelling that statements about a right share.
    private func registration() throws -> String {
        let sides = key.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else {
            throw ValidationError(
                "a right is its office and number, such as EM/018012345, not '\(key)'")
        }
        return Right.key(
            office: try OfficeName.checked(String(sides[0])), registrationNumber: String(sides[1]))
    }
}

/// What was withdrawn: the JSON of `right withdraw`.
struct WithdrawnRightOutput: VersionedOutput {
    let version = 1
    let key: String
    /// How many of the right were taken back.
    let statements: Int
    let origin: String
    let index: UInt64
    /// In which this member states it still.
    let channels: [String]
}
