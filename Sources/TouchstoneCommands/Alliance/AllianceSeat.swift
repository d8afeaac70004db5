import AllianceNames
package import ArgumentParser
import Roster
import Statements

package struct AllianceSeat: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "seat",
        abstract: "Give a member a seat in a channel; a new channel is opened.",
        discussion: """
            Whoever joins a channel gets its full history.

            Example: touchstone alliance seat maison-verel --channel luxury --home authority
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The member.") var member: String
    @Option(help: "The channel.") var channel: String
    @Option(help: "Who may see what a newly opened channel holds, as a TLP marking.")
    var marking: String?

    package init() {}

    package func run() throws {
        guard let opening = TLP(name: marking ?? "amber") else {
            throw ValidationError("--marking is one of clear, green, amber, amber+strict, red")
        }
        let folder = try AuthorityFolder(home)
        var draft = folder.draft()
        let channel = try ChannelID(parsing: channel)
        let member = try MemberID(parsing: member)
        let readsDesk = folder.roster.channels(readableBy: member).contains(where: \.isDesk)
        if let open = folder.roster.channel(channel) {
            guard marking == nil || open.marking == opening else {
                throw CommandError(
                    "\(channel) is open, and \(open.marking.name); 'touchstone alliance channel \(channel) --marking \(opening.name)' changes it"
                )
            }
        } else {
            draft.openChannel(channel, marking: opening)
        }
        try draft.seat(member, in: channel)
        guard draft.hasChanges else {
            Output.write("\(member) has a seat in \(channel) already; nothing was signed.")
            return
        }
        try folder.publish(
            draft,
            "\(member) has a seat in \(channel) from register \(draft.roster.version).")
        if channel.isDesk, !readsDesk {
            Output.write(
                "It is the first desk channel of \(member): its node takes complaints up when it is started again."
            )
        }
    }
}
