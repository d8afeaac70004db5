import AuditTrail
import Peering

/// Product checks by a photo of the code.
extension ConsoleRoutes {
    static let photoPath = "/console/product/photo"
    /// A photo, and what a form has around it.
    static let photoFormBytesMax = CodePhoto.bytesMax + (64 << 10)

    var photoRoute: DeskRoute {
        page(
            .post, Self.photoPath,
            collecting: BodyPlaces(bytesMax: Self.photoFormBytesMax, atOnceMax: 2),
            recording: .ofAnswer
        ) { try await photographed($0, $1) }
    }

    /// Leads to the address of the code, as a scan does. What is read tells more than the photo, which goes
    /// no further.
    private func photographed(
        _ request: DeskRequest, _ context: ConsoleContext
    ) async throws -> DeskAnswer {
        let fields = try MultipartFields(request)
        do {
            guard let bytes = fields.bytes("photo") else { throw Self.photoMissing }
            let codes = try await read(bytes)
            return Self.redirect(request, toProduct: codes[0])
        } catch let problem as PeerProblem {
            guard let text = PhotoText(refused: problem.keyword) else { throw problem }
            let context = context.at("/console/product")
            return ProductPage(context, readsPhotos: photos != nil)
                .unread(text, status: problem.status)
                .noted(AuditNote(.use, ["refused": problem.keyword]))
        }
    }

    /// - Throws: `PeerProblem`.
    func read(_ bytes: [UInt8]) async throws -> [String] {
        guard let photos else { throw PeerProblem.photosOff }
        let codes = try await photos.codes(in: CodePhoto(bytes))
        guard !codes.isEmpty else { throw PeerProblem.noCodeInPhoto }
        return codes
    }

    private static let photoMissing = PeerProblem(
        status: 400, keyword: "photo-missing", detail: "There is no photo in the form.")
}
