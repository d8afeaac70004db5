package import Statements

/// What became of an object of a bundle. An object gives one item, or one for each comparison of
/// its pattern.
package struct STIXImportItem: Equatable, Sendable {
    package enum Result: Equatable, Sendable {
        case assertion(IndicatorAssertion)
        /// Understood, but it says something about other objects: an identity, a marking.
        case context
        case refused(STIXError)
    }

    /// An object that has versions, as it came.
    package struct Original: Equatable, Sendable {
        package let head: STIXObjectHead
        package let json: [UInt8]
        package let tlp: TLP
    }

    /// `type--uuid`; empty where the object is too broken to say.
    package let objectID: String
    /// Its place in the bundle, from 0.
    package let position: Int
    package let result: Result
    /// What it was read from; nil for an object without versions.
    package let original: Original?
}
