import Casework
package import JSON
package import Peering
package import SignIn

/// How programs describe a case that there is: its title, and who works on it beside its owner.
package struct CaseBody: Sendable {
    package let title: String
    package let team: [PersonID]

    /// The title of a case that is begun: nobody works on it but its owner yet.
    /// - Throws: status 400 for another form than is described.
    package static func title(ofNew value: JSONValue) throws(PeerProblem) -> String {
        try title(RESTBody(value, names: ["title"], what: "The body"))
    }

    /// - Throws: as above.
    package init(_ value: JSONValue) throws(PeerProblem) {
        let body = try RESTBody(value, names: ["title", "team"], what: "The body")
        title = try Self.title(body)
        var team: [PersonID] = []
        for name in try body.required("team", body.list("team", countMax: Case.teamMax)) {
            team.append(try CaseItemBody.person(name, "team"))
        }
        self.team = team
    }

    private static func title(_ body: RESTBody) throws(PeerProblem) -> String {
        try body.required("title", body.text("title", characters: 1...Case.titleCharactersMax))
    }
}
