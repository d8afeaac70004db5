package import AllianceNames
import Complaints
package import JSON
package import Peering
import Statements

/// What programs of the platform write about measures.
package enum MeasureBody {
    private static let textCharacters = 1...StatementLimits.textBytesMax

    /// One that a person takes.
    ///
    /// - Parameter platform: whose accounts are meant.
    /// - Throws: status 400 for another form than is described, 422 for whom nobody is named by.
    package static func taken(
        _ value: JSONValue, at platform: MemberID
    ) throws(PeerProblem) -> NewMeasure {
        let body = try RESTBody(
            value,
            names: [
                "member", "account", "seller", "measure", "until", "text", "intentEstablished",
            ], what: "The body")
        let word = 1...StatementLimits.wordBytesMax
        guard
            let party = MeasureParty.read(
                member: try body.text("member", characters: word),
                account: try body.text("account", characters: word),
                seller: try body.text("seller", characters: 1...StatementLimits.indicatorBytesMax),
                at: platform)
        else { throw MeasureParty.unnamed }
        return NewMeasure(
            try body.required("measure", body.word("measure") { LadderStep.Measure(name: $0) }),
            against: party,
            until: try body.text("until", characters: 10...20).map { (text) throws(PeerProblem) in
                try RESTMoment.time(text, "until")
            }, text: try text(body),
            isIntentEstablished: try body.flag("intentEstablished") ?? false)
    }

    /// Why one ends.
    ///
    /// - Throws: status 400 for another form than is described.
    package static func lifted(_ value: JSONValue) throws(PeerProblem) -> String {
        try text(RESTBody(value, names: ["text"], what: "The body"))
    }

    private static func text(_ body: RESTBody) throws(PeerProblem) -> String {
        let text = try body.required("text", body.text("text", characters: textCharacters))
        guard text.utf8.count <= StatementLimits.textBytesMax else {
            throw RESTBody.problem(
                "'text' is longer than \(StatementLimits.textBytesMax) bytes.")
        }
        return text
    }
}
