import ArgumentParser
import SignIn

/// `--role`, for persons: once or several times.
package struct RoleOption: ParsableArguments {
    @Option(
        name: .customLong("role"),
        help: ArgumentHelp(
            "What the person may do: \(Role.ofPeople.map(\.rawValue).joined(separator: ", ")); for several, give it once each.",
            valueName: "role"))
    var names: [String]

    package init() {}

    package func validate() throws { _ = try roles }

    var roles: Set<Role> {
        get throws {
            Set(
                try names.map { name in
                    guard let role = Role(rawValue: name), Role.ofPeople.contains(role) else {
                        throw ValidationError(
                            "--role is one of \(Role.ofPeople.map(\.rawValue).joined(separator: ", "))"
                        )
                    }
                    return role
                })
        }
    }
}
