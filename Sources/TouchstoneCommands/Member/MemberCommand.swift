package import ArgumentParser

package struct MemberCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Make this folder a member: keys, certificate request, descriptor.",
        subcommands: [MemberInit.self, MemberNewEpoch.self])

    package init() {}
}
