import STIX
import Statements

/// A sighting that was said, and what it adds to.
struct CountedSighting: Sendable {
    let sighting: STIXSighting
    /// Nil where it was not noted when it was said.
    let counted: STIXObject.Counted?

    /// What its subject is about, where the sighting itself does not say what it adds to.
    var subject: String? { counted == nil ? sighting.subject : nil }

    /// - Parameter known: what objects are about now, by their names.
    func indicator(_ known: (String) -> Indicator?) -> Indicator? {
        switch counted {
        case .of(let indicator): indicator
        case .nothing: nil
        case nil: known(sighting.subject)
        }
    }
}
