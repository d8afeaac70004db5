import AuditTrail
import ImageRecognition
import Notices
import Peering

/// Product checks by a photo of the code, and of the product where there is none.
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
        let context = context.at("/console/product")
        let page = ProductPage(context, readsPhotos: photos != nil)
        let bytes = fields.bytes("photo")
        do {
            guard let bytes else { throw Self.photoMissing }
            let codes = try await read(bytes)
            return Self.redirect(request, toProduct: codes[0])
        } catch let problem as PeerProblem {
            guard let text = PhotoText(refused: problem.keyword) else { throw problem }
            if problem.keyword == PeerProblem.noCodeInPhoto.keyword, let bytes,
                let answer = try await lookedAlike(bytes, request, context, page)
            {
                return answer
            }
            return page.unread(text, status: problem.status)
                .noted(AuditNote(.use, [.refused: problem.keyword]))
        }
    }

    /// What was reported that looks like a photo without a code, which then is one of the product.
    ///
    /// - Returns: nil where this node looks for no pictures, or cannot look for this one.
    private func lookedAlike(
        _ bytes: [UInt8], _ request: DeskRequest, _ context: ConsoleContext, _ page: ProductPage
    ) async throws -> DeskAnswer? {
        guard let images else { return nil }
        do {
            let likeness = try await images.likeness(of: ImageFile(sent: bytes))
            let query = ImageQuery(likeness)
            let hits = try await query.found(in: images, by: context.reading)
            let followed = try await followed(.image(query.reported), by: request)
            let found = ImagePage(context, images)
                .findings(query, hits, quality: likeness.quality, followed: followed)
            return page.lookedAlike(found).noted(query.note(hits))
        } catch let problem as PeerProblem where ImageText(refused: problem.keyword) != nil {
            return nil
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
