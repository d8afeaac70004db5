package import Statements

/// What a report says where the STIX object does not: STIX has no word for the basis of a report,
/// and seldom gives a confidence or a marking.
package struct STIXImportDefaults: Equatable, Sendable {
    package var basis: Basis
    /// 0...100.
    package var confidence: Int
    /// Of an object without a TLP marking.
    package var tlp: TLP
    package var marks: [String]

    package init(
        basis: Basis = .automated, confidence: Int = 50, tlp: TLP = .amber, marks: [String] = []
    ) {
        self.basis = basis
        self.confidence = confidence
        self.tlp = tlp
        self.marks = marks
    }
}
