import AllianceNames
package import Peering
package import SignIn

/// How a form describes a case: its title, and by which names who works on it.
package struct CaseDescriptionForm: Sendable {
    package let title: String
    package let team: [PersonID]

    /// - Throws: status 400 for what is no name of a person.
    package init(_ fields: FormFields) throws(PeerProblem) {
        title = fields["title"] ?? ""
        var team: [PersonID] = []
        let names = (fields["team"] ?? "").split {
            FormFields.itemSeparators.contains($0) || $0.isWhitespace
        }
        for name in names {
            guard let person = try? PersonID(parsing: name) else {
                throw CaseItemForm.wrong("'\(name.prefix(40))' is no name of a person.")
            }
            team.append(person)
        }
        self.team = team
    }
}
