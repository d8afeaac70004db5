import AuditTrail
import ImageRecognition
import Notices
import Peering

/// The search for an image, by an image or by its hash.
///
///     GET  /console/image                 the forms; ?pdq= a hash that is looked for
///     POST /console/image                 an image that is looked for
extension ConsoleRoutes {
    static let imagePath = "/console/image"
    /// An image, and what a form has around it.
    static let imageFormBytesMax = ImageFile.bytesMax + (64 << 10)

    func imageRoutes(_ images: any ImageSearching) -> [DeskRoute] {
        [
            page(.get, Self.imagePath) { try await hashAsked($0, $1, images) },
            page(
                .post, Self.imagePath,
                collecting: BodyPlaces(bytesMax: Self.imageFormBytesMax, atOnceMax: 2),
                recording: .ofAnswer
            ) { try await imageAsked($0, $1, images) },
        ]
    }

    private func hashAsked(
        _ request: DeskRequest, _ context: ConsoleContext, _ images: any ImageSearching
    ) async throws -> DeskAnswer {
        let page = ImagePage(context, images)
        guard let text = try request.target.parameter("pdq") else {
            return page.empty().noted(AuditNote(.use))
        }
        guard let hash = PDQHash(parsing: text) else {
            return try Self.refused(.noImageHash, page)
        }
        let query = ImageQuery(hash)
        let hits = try await query.found(in: images, by: context.reading)
        let followed = try await followed(.image(query.reported), by: request)
        return page.answer(query, hits, quality: nil, followed: followed)
            .noted(query.note(hits))
    }

    /// Answers at once: the hashes of the image turned cannot be made of its hash, and the image goes no further.
    private func imageAsked(
        _ request: DeskRequest, _ context: ConsoleContext, _ images: any ImageSearching
    ) async throws -> DeskAnswer {
        let page = ImagePage(context, images)
        let fields = try MultipartFields(request)
        do {
            guard let bytes = fields.bytes("image") else { throw PeerProblem.imageMissing }
            let likeness = try await images.likeness(of: ImageFile(sent: bytes))
            let query = ImageQuery(likeness)
            let hits = try await query.found(in: images, by: context.reading)
            let followed = try await followed(.image(query.reported), by: request)
            return page.answer(query, hits, quality: likeness.quality, followed: followed)
                .noted(query.note(hits))
        } catch let problem as PeerProblem {
            return try Self.refused(problem, page)
        }
    }

    /// - Throws: what has nothing to do with the image.
    private static func refused(
        _ problem: PeerProblem, _ page: ImagePage
    ) throws(PeerProblem) -> DeskAnswer {
        guard let text = ImageText(refused: problem.keyword) else { throw problem }
        return page.refused(text, status: problem.status)
            .noted(AuditNote(.use, [.refused: problem.keyword]))
    }
}

extension ImageFile {
    /// - Throws: `PeerProblem` for what is none, or too large.
    init(sent bytes: [UInt8]) throws(PeerProblem) {
        do throws(ImageError) {
            self = try ImageFile(bytes)
        } catch {
            throw PeerProblem(error)
        }
    }
}

extension ImageQuery {
    /// The hash stands for the image, of which nothing else is kept.
    func note(_ hits: ImageHits) -> AuditNote {
        AuditNote(
            .search, [.kind: "image-pdq", .query: hash.description], results: hits.hits.count)
    }
}
