import Casework
package import JSON
package import Peering
package import SignIn

/// What programs say of a case itself.
package struct CaseBody: Sendable {
    package let title: String
    /// Nobody where it begins.
    package let team: [PersonID]

    /// - Throws: status 400 for another form than is described.
    package init(beginning value: JSONValue) throws(PeerProblem) {
        title = try Self.title(RESTBody(value, names: ["title"], what: "The body"))
        team = []
    }

    /// - Throws: as above.
    package init(describing value: JSONValue) throws(PeerProblem) {
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
