import AllianceNames
package import ArgumentParser
import Roster
import Statements

package struct AllianceChannel: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "channel",
        abstract: "Change who may see what a channel holds, as a TLP marking.",
        discussion: """
            A channel is opened by its first seat, and closed by ending all of them. The marking counts for \
            what was said before too, and cannot take back what has been passed on.

            Example: touchstone alliance channel luxury --marking red --home authority
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The channel.") var channel: String
    @Option(help: "The marking.") var marking: TLP
    @Flag(help: "Let more people see it; without this, only say what would be done.")
    var yes = false

    package init() {}

    package func run() throws {
        let folder = try AuthorityFolder(home)
        let channel = try ChannelID(parsing: channel)
        guard let known = folder.roster.channel(channel) else {
            throw RosterError.notChannel(channel.rawValue)
        }
        var draft = folder.draft()
        draft.openChannel(channel, marking: marking)
        guard draft.hasChanges else {
            Output.write("\(channel) is \(marking.name) already; nothing was signed.")
            return
        }
        guard yes || known.marking <= marking else {
            Output.write(
                "Nothing was signed. \(channel) is \(known.marking.name), and what was said in it could go further. Say --yes to make it \(marking.name)."
            )
            return
        }
        try folder.publish(
            draft, "\(channel) is \(marking.name) from register \(draft.roster.version).")
    }
}
