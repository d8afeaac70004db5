package import ImageRecognition
package import Peering

/// Looks for images among those that were reported. Nothing of an image is kept, and nothing leaves the node.
package protocol ImageSearching: Sendable {
    /// Those that this machine has a decoder for.
    var formats: Set<ImageHeader.Format> { get }

    /// - Throws: `PeerProblem` where it cannot be hashed, or not now.
    func likeness(of file: ImageFile) async throws -> ImageLikeness

    /// Hashes that anybody reported at any time near any of these, the nearest first. Whether the asker may know
    /// of them, and what stands of them, is not looked at.
    func near(_ asked: [ImageQuery.Asked], within distance: Int) async throws -> [NearImage]
}

/// A hash near one that was asked for.
package struct NearImage: Hashable, Sendable {
    package let hash: PDQHash
    package let distance: Int
    /// How the image that was asked with has to be turned for that.
    package let turn: ImageTurn

    package init(hash: PDQHash, distance: Int, turn: ImageTurn) {
        self.hash = hash
        self.distance = distance
        self.turn = turn
    }
}

extension PeerProblem {
    package static let imagesOff = PeerProblem(
        status: 501, keyword: "images-off",
        detail:
            "This node has no decoder for images of this format; 'touchstone validate' says what to install. Hashes can be looked for."
    )
    package static let imageUnread = PeerProblem(
        status: 422, keyword: "image-unread",
        detail: "The image could not be decoded within the limits; send a smaller one.")
    package static let imagesBusy = PeerProblem(
        status: 503, keyword: "busy",
        detail: "Other images are being looked at; send it again in a moment.")
    static let imageMissing = PeerProblem(
        status: 400, keyword: "image-missing", detail: "There is no image in the form.")
    static let noImageHash = PeerProblem(
        status: 400, keyword: "image-hash",
        detail: "'pdq' is the hash of an image, \(PDQHash.hexadecimalDigits) hexadecimal digits.")

    package init(_ error: ImageError) {
        let status =
            switch error {
            case .otherFormat: 415
            case .tooManyBytes, .tooManyPixels: 413
            case .broken, .notAsDeclared, .animated, .tooSmall: 422
            }
        let text = error.description
        self.init(
            status: status, keyword: error.keyword,
            detail: text.prefix(1).uppercased() + text.dropFirst() + ".")
    }
}
