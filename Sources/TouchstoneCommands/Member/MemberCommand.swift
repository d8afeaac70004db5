package import ArgumentParser

package struct MemberCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Make this folder a member: keys, certificate request, descriptor.",
        discussion:
            "Example: touchstone member init --alliance ipacc.example --member maison-verel --name Verel",
        subcommands: [
            MemberInit.self, MemberNewEpoch.self, MemberNewTLSKey.self,
            MemberNewCosignerKey.self, MemberNewAnswerKey.self, MemberNewEndpoint.self,
            MemberNewName.self,
        ])

    package init() {}
}
