import AllianceNames
package import ArgumentParser
import Roster

package struct AllianceRole: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Give a member a role, or end one.",
        discussion: """
            Roles are brand, platform, investigator and authority (customs, police); witnesses are made with \
            'alliance witness'. What a platform decided before its role ends stays; it decides nothing more.

            Example: touchstone alliance role hub --end platform --home authority --yes
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The member.") var member: String
    @Option(help: "A role that begins; for several, give it once each.") var grant: [String] = []
    @Option(help: "A role that ends; for several, give it once each.") var end: [String] = []
    @Flag(help: "End roles; without this, only say what would be done.") var yes = false

    package init() {}

    package func validate() throws {
        guard !grant.isEmpty || !end.isEmpty else {
            throw ValidationError("name a role with --grant or --end")
        }
        let roles = try (grant + end).map(Self.role)
        guard Set(roles).count == roles.count else {
            throw ValidationError("each role is named once")
        }
    }

    private static func role(_ name: String) throws -> Member.Role {
        guard let role = Member.Role(rawValue: name), role != .witness else {
            throw ValidationError(
                "'\(name.prefix(80))' is none of brand, platform, investigator, authority; 'alliance witness' makes witnesses"
            )
        }
        return role
    }

    package func run() throws {
        let folder = try AuthorityFolder(home)
        let member = try MemberID(parsing: member)
        var draft = folder.draft()
        for role in try grant.map(Self.role) { try draft.grant(role, to: member) }
        for role in try end.map(Self.role) { try draft.endRole(role, of: member) }
        guard draft.hasChanges else {
            Output.write("That is so already; nothing was signed.")
            return
        }
        let roles = draft.roster.members.first { $0.id == member }?.currentRoles ?? []
        let after =
            "\(member) is \(roles.isEmpty ? "without a role" : roles.map(\.rawValue).joined(separator: ", ")) from register \(draft.roster.version)."
        guard end.isEmpty || yes else {
            Output.write(
                """
                \(after)
                Nothing was signed. Say --yes to end \(end.joined(separator: ", ")).
                """)
            return
        }
        try folder.publish(draft, after)
    }
}
