package import ArgumentParser
import Credentials
import Roster
import TransparencyLog

package struct MemberNewName: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new-name",
        abstract: "Say how this member is called from now on, in a descriptor to be admitted.",
        discussion: """
            What people are shown; the identifier and the keys stay. What was said before is shown under the \
            new name too.

            Example: touchstone member new-name "Maison Verel SA" --home brand
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The name, one line in any script.") var name: String

    package init() {}

    package func run() throws {
        let own = try RegisteredMember(home)
        let descriptor = try own.write(
            descriptorWith: own.home.certs.memberKeys(epoch: own.epoch()), name: name)
        Output.write(
            """
            The descriptor of \(descriptor.id) asks for another name.
              descriptor   \(descriptor.fingerprint.hex)
              name         \(Table.visible(descriptor.name))
            \(own.sending)
            """)
    }
}
