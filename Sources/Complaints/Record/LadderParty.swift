package import AllianceNames
package import Statements

/// Who errs or infringes again and again.
package enum LadderParty: Hashable, Comparable, Sendable {
    case complainant(Complainant)
    case seller(Indicator)

    /// - Parameter author: the platform that speaks of it.
    package init(_ party: MisuseMeasure.Party, by author: MemberID) {
        switch party {
        case .member(let member): self = .complainant(.member(member))
        case .account(let account): self = .complainant(.hosted(account, at: author))
        case .seller(let seller): self = .seller(seller)
        }
    }

    /// As a statement of this member names it; nil for what it may not speak of: accounts of another platform, and what
    /// screening finds.
    package func named(by author: MemberID) -> MisuseMeasure.Party? {
        switch self {
        case .complainant(.member(let member)): .member(member)
        case .complainant(.hosted(let account, let platform)):
            platform == author ? .account(account) : nil
        case .complainant(.screening): nil
        case .seller(let seller): .seller(seller)
        }
    }
}

/// A measure that a platform has taken, as logs have it.
package struct TakenMeasure: Hashable, Sendable {
    package let id: EntryReference
    package let party: LadderParty
    package let step: LadderStep
    package let facts: [MisuseMeasure.Fact]
    /// Why, and how to object.
    package let text: String
    package let time: EventTime
    /// What ended it, with why; it counts no more, as if it had not been taken.
    package let lifted: Lifting?

    package struct Lifting: Hashable, Sendable {
        package let id: EntryReference
        package let text: String
        package let time: EventTime
    }

    /// What one statement of a platform says.
    package struct Stated: Sendable {
        package let id: EntryReference
        package let said: MisuseMeasure
        package let time: EventTime

        package init(_ said: MisuseMeasure, at id: EntryReference, time: EventTime) {
            self.id = id
            self.said = said
            self.time = time
        }
    }

    /// A measure is ended by who took it only, and once: of two that end it the one that was said first counts.
    package static func all(of stated: some Collection<Stated>) -> [TakenMeasure] {
        var ends: [EntryReference: Lifting] = [:]
        for said in stated.sorted(by: { $0.id < $1.id }) {
            guard case .lifted(let measure) = said.said.act, measure.author == said.id.author,
                ends[measure] == nil
            else { continue }
            ends[measure] = Lifting(id: said.id, text: said.said.text, time: said.time)
        }
        return stated.compactMap { said -> TakenMeasure? in
            guard case .taken(let measure, let from, let until, let facts) = said.said.act else {
                return nil
            }
            return TakenMeasure(
                id: said.id, party: LadderParty(said.said.party, by: said.id.author),
                step: LadderStep(measure, from: from, until: until), facts: facts,
                text: said.said.text, time: said.time, lifted: ends[said.id])
        }.sorted { ($0.step.from, $0.id) < ($1.step.from, $1.id) }
    }
}

extension Sequence<TakenMeasure> {
    /// Those that count.
    package var steps: [LadderStep] { filter { $0.lifted == nil }.map(\.step) }

    /// Until when what was begun at a time is not taken; nil where it is.
    package func suspendedUntil(at time: UInt64) -> UInt64? {
        steps.filter { step in
            step.measure >= .suspension && step.from <= time && step.until ?? .max > time
        }.map { $0.until ?? .max }.max()
    }

    /// A person has found before that it was meant.
    package func isIntentEstablished(since: UInt64) -> Bool {
        contains { measure in
            measure.lifted == nil && measure.step.from >= since
                && measure.facts.contains(
                    MisuseMeasure.Fact(
                        "intent", AbuseLadder.Intent.established.rawValue))
        }
    }
}
