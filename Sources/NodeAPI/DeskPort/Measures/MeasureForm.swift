package import AllianceNames
package import Complaints
package import Peering
package import Statements

/// What people of the platform write about measures on the console.
package enum MeasureForm {
    /// Whom it is about, by the kind and the name.
    ///
    /// - Parameter platform: whose accounts are meant.
    /// - Throws: status 400 for what names nobody.
    package static func party(
        _ kind: String?, _ value: String?, at platform: MemberID
    ) throws(PeerProblem) -> LadderParty {
        let value = value.map { String($0.split(separator: " ").joined(separator: " ")) }
        guard
            let party = MeasureParty.read(
                member: kind == "member" ? value : nil, account: kind == "account" ? value : nil,
                seller: kind == "seller" ? value : nil, at: platform)
        else {
            throw PeerProblem(
                status: 400, keyword: "party",
                detail: "This names no member, account or seller; a seller is marketplace:account.")
        }
        return party
    }

    /// One that a person takes.
    ///
    /// - Throws: status 400.
    package static func taken(
        _ fields: FormFields, at platform: MemberID
    ) throws(PeerProblem) -> NewMeasure {
        guard let measure = LadderStep.Measure(name: fields["measure"] ?? "") else {
            throw ComplaintForm.wrong("Choose a measure.")
        }
        return NewMeasure(
            measure, against: try party(fields["kind"], fields["value"], at: platform),
            until: measure.lasts ? try end(of: fields["until"]) : nil,
            text: try words(fields["text"]), isIntentEstablished: fields["intent"] == "yes")
    }

    /// One that ends, and why.
    package struct Lifting: Hashable, Sendable {
        package let id: EntryReference
        package let party: LadderParty
        package let text: String
    }

    /// - Throws: status 400.
    package static func lifted(
        _ fields: FormFields, at platform: MemberID
    ) throws(PeerProblem) -> Lifting {
        guard let id = ComplaintLink.reference(log: fields["log"], entry: fields["entry"]) else {
            throw ComplaintForm.wrong("Choose a measure.")
        }
        return Lifting(
            id: id, party: try party(fields["kind"], fields["value"], at: platform),
            text: try words(fields["text"]))
    }

    /// The end of the day that is named, of the last that there is its last second; nil for none.
    private static func end(of day: String?) throws(PeerProblem) -> UInt64? {
        guard let day, !day.isEmpty else { return nil }
        guard let start = FormDay.start(day) else {
            throw ComplaintForm.wrong("'\(day.prefix(16))' is no day.")
        }
        return min(start + CaseRules.dayMilliseconds, StatementLimits.timeMillisecondsMax)
    }

    private static func words(_ text: String?) throws(PeerProblem) -> String {
        let text = ComplaintForm.text(text, StatementLimits.textBytesMax)
        guard !text.isEmpty else {
            throw ComplaintForm.wrong("Say why: the party reads it.")
        }
        return text
    }
}
