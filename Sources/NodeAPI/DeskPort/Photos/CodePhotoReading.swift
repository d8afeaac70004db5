package import Peering

/// Reads codes from photos, where this node has programs for that.
package protocol CodePhotoReading: Sendable {
    /// What was read, as a scanner would send it: the code that tells most first. Nothing of the photo is
    /// kept.
    ///
    /// - Throws: `PeerProblem` where none can be read, or not now.
    func codes(in photo: CodePhoto) async throws -> [String]
}

extension PeerProblem {
    package static let noCodeInPhoto = PeerProblem(
        status: 422, keyword: "photo-no-code",
        detail:
            "No code was found in the photo: hold the camera straight and near, with the code sharp and whole."
    )
    package static let photoUnread = PeerProblem(
        status: 422, keyword: "photo-unread",
        detail:
            "The photo could not be read within the limits; take a smaller one of the code alone.")
    package static let photosBusy = PeerProblem(
        status: 503, keyword: "busy",
        detail: "Other photos are being read; send it again in a moment.")
    static let photosOff = PeerProblem(
        status: 501, keyword: "photos-off",
        detail: "This node reads no photos; type the code, or use a scanner.")
}
