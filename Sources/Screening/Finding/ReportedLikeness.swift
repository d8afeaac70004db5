package import ImageRecognition

/// An image of the listing is near one that was reported.
package struct ReportedLikeness: Equatable, Sendable {
    /// Of the listing's images, from 0.
    package let image: Int
    /// How it has to be turned for that.
    package let turn: ImageTurn
    /// In how many of 256 bits both differ.
    package let distance: Int
    package let report: ReportedIdentifier

    package init(image: Int, turn: ImageTurn, distance: Int, report: ReportedIdentifier) {
        self.image = image
        self.turn = turn
        self.distance = distance
        self.report = report
    }
}
