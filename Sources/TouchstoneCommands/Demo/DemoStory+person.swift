extension DemoStory {
    /// The investigator's console, and somebody who can sign in there.
    func letPersonIn() throws {
        let desk = alliance.node(.investigator)
        let person = DemoPerson.investigator
        try DemoProcess.output(
            of: desk.command("desk", "person", "add", person.id, "--name", person.name)
                + person.roles.flatMap { ["--role", $0] })
        chapter("The console of \(desk.member.name): \(desk.consoleURL ?? "none")")
        try offerSignIn()
    }

    /// A fresh link; the demo's own authority signs the desk's certificate, so that a browser asks.
    func offerSignIn() throws {
        let link = try alliance.node(.investigator).signInLink(for: DemoPerson.investigator.id)
        try require(link.hasPrefix("https://127.0.0.1:"), "a person is given a link to sign in")
        line(
            "\(DemoPerson.investigator.name) signs in with this link, once and within the hour (the browser asks about the demo's certificate; accept it):"
        )
        Output.write("  \(link)")
    }
}

/// A person of a member of the demo.
struct DemoPerson {
    let id: String
    let name: String
    let roles: [String]

    static let investigator = DemoPerson(
        id: "vera", name: "Vera Lindqvist", roles: ["investigator", "administrator"])
}
