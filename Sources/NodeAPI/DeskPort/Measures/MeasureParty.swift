package import AllianceNames
package import Complaints
package import JSON
package import Peering
import Statements

/// Whom a measure is against, as addresses, forms and bodies name it: of a member, an account at this platform and a
/// seller's `marketplace:account`, one.
package enum MeasureParty {
    /// Nil where none is named, or more than one.
    ///
    /// - Parameter platform: whose accounts are meant.
    package static func read(
        member: String?, account: String?, seller: String?, at platform: MemberID
    ) -> LadderParty? {
        let named = [member, account, seller].map { $0 == "" ? nil : $0 }
        guard named.count(where: { $0 != nil }) == 1 else { return nil }
        if let member = named[0] {
            return (try? MemberID(parsing: member)).map { .complainant(.member($0)) }
        }
        if let account = named[1] {
            guard account.utf8.count <= StatementLimits.wordBytesMax else { return nil }
            return .complainant(.hosted(account, at: platform))
        }
        return named[2].flatMap { try? Indicator(.sellerAccount, parsing: $0) }.map {
            .seller($0)
        }
    }

    /// The one name of those three, and its value.
    package static func field(_ party: LadderParty) -> (name: String, value: String) {
        switch party {
        case .complainant(.member(let member)), .complainant(.screening(let member)):
            ("member", member.rawValue)
        case .complainant(.hosted(let account, _)): ("account", account)
        case .seller(let seller): ("seller", seller.value)
        }
    }

    package static let unnamed = PeerProblem(
        status: 422, keyword: "party",
        detail: "Name one of 'member', 'account' and 'seller', which is marketplace:account.")
}

/// Measures for programs.
package enum MeasureJSON {
    package static func measure(_ measure: TakenMeasure) -> JSONValue {
        .members([
            ("id", ComplaintJSON.id(measure.id)), ("party", party(measure.party)),
            ("measure", .string(measure.step.measure.name)),
            ("from", ComplaintJSON.moment(measure.step.from)),
            ("until", measure.step.until.map(ComplaintJSON.moment)),
            ("facts", facts(measure.facts)), ("text", .string(measure.text)),
            ("confirmedAt", ComplaintJSON.time(measure.time)),
            (
                "lifted",
                measure.lifted.map { lifted in
                    .members([
                        ("id", ComplaintJSON.id(lifted.id)), ("text", .string(lifted.text)),
                        ("confirmedAt", ComplaintJSON.time(lifted.time)),
                    ])
                }
            ),
        ])
    }

    package static func standing(_ standing: LadderStanding) -> JSONValue {
        .members([
            ("party", party(standing.party)), ("facts", facts(standing.facts)),
            ("current", standing.current.map(step)),
            ("proposal", standing.proposal.map { step($0.step) }),
            ("measures", .array(standing.measures.map(measure))),
        ])
    }

    private static func step(_ step: LadderStep) -> JSONValue {
        .members([
            ("measure", .string(step.measure.name)), ("from", ComplaintJSON.moment(step.from)),
            ("until", step.until.map(ComplaintJSON.moment)),
        ])
    }

    private static func party(_ party: LadderParty) -> JSONValue {
        let (name, value) = MeasureParty.field(party)
        return .object([name: .string(value)])
    }

    private static func facts(_ facts: [MisuseMeasure.Fact]) -> JSONValue {
        .array(
            facts.map {
                .members([
                    ("code", .string($0.code)), ("figure", ComplaintJSON.count($0.figure)),
                ])
            })
    }
}
