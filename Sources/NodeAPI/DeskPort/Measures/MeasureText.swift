import Complaints
import Statements

/// The texts about measures against those who complain without ground, or infringe, again and again. What they say in
/// a language stands in that language's file in `Languages`.
package enum MeasureText: Hashable, CaseIterable, Sendable {
    case title, lead, dueHeading, dueNone, lastHeading, lastNone, whom, weighed, stands, proposed,
        nothing, taken, takenNone, confirmed, notConfirmed, from, until, noEnd, text, lifted, look,
        member, account, seller, lookUp, show
    case take, takeLead, measure, untilHint, words, wordsHint, intent, takeButton, liftHeading,
        liftWhy, liftButton, notDue, done, here, brandLead
    case notice, warning, restriction, suspension, termination
    case factComplaints, factComplainants, factListings, factUnfounded, factSinceLast, factShare,
        factGravity, factIntent, factWeight

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.measure(self)
    }

    init(_ measure: MisuseMeasure.Measure) {
        self =
            switch measure {
            case .notice: .notice
            case .warning: .warning
            case .restriction: .restriction
            case .suspension: .suspension
            case .termination: .termination
            }
    }

    /// Nil for a fact that this version does not know.
    init?(fact code: String) {
        switch code {
        case "complaints": self = .factComplaints
        case "complainants": self = .factComplainants
        case "listings": self = .factListings
        case "unfounded": self = .factUnfounded
        case "unfounded-since-last-step": self = .factSinceLast
        case "share-percent": self = .factShare
        case "gravity": self = .factGravity
        case "intent": self = .factIntent
        case "weight": self = .factWeight
        default: return nil
        }
    }
}
