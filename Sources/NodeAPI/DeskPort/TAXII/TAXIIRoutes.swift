package import AllianceNames
import AuditTrail
import Peering
import STIX
import SignIn
import TAXII

/// The channels as TAXII 2.1 collections.
///
///     GET /taxii2/
///     GET /taxii2/<alliance>/
///     GET /taxii2/<alliance>/status/<id>/
///     GET /taxii2/<alliance>/collections/[<collection>/]
///     GET /taxii2/<alliance>/collections/<collection>/manifest/
///     GET, POST /taxii2/<alliance>/collections/<collection>/objects/
///     GET, DELETE /taxii2/<alliance>/collections/<collection>/objects/<object>/
///     GET /taxii2/<alliance>/collections/<collection>/objects/<object>/versions/
///
/// Read by this member's own systems and by its machines with a token; written by its own systems alone, since what is
/// posted is signed in its name.
package struct TAXIIRoutes: Sendable {
    /// Of one POST: what a request of this port may have.
    package static let contentBytesMax = 1024 * 1024

    private let exchange: any CollectionExchanging
    /// Nil at a desk that records nothing.
    private let audit: (any AuditRecording)?
    private let alliance: AllianceID
    /// Milliseconds since 1970.
    private let time: @Sendable () -> UInt64

    package init(
        _ exchange: any CollectionExchanging, alliance: AllianceID,
        audit: (any AuditRecording)? = nil, time: @escaping @Sendable () -> UInt64
    ) {
        self.exchange = exchange
        self.audit = audit
        self.alliance = alliance
        self.time = time
    }

    package var routes: [DeskRoute] {
        let root = "/taxii2/{root}"
        let collection = "\(root)/collections/{collection}"
        let object = "\(collection)/objects/{object}"
        return [
            route(.get, "/taxii2") { discovery($0) },
            route(.get, root) { _ in rootInformation() },
            route(.get, "\(root)/status/{status}") { try await status($0) },
            route(.get, "\(root)/collections") { try collections($0) },
            route(.get, collection) { try one($0) },
            route(.get, "\(collection)/manifest") {
                try await page(.manifest, $0, fields: [.id, .type, .version, .specVersion])
            },
            route(.get, "\(collection)/objects") {
                try await page(.objects, $0, fields: [.id, .type, .version, .specVersion])
            },
            route(.post, "\(collection)/objects") {
                try await add($0, "POST \(collection)/objects")
            },
            route(.get, object) { try await page(.objects, $0, fields: [.version, .specVersion]) },
            route(.delete, object) { try await delete($0, "DELETE \(object)") },
            route(.get, "\(object)/versions") {
                try await page(.versions, $0, fields: [.specVersion], versions: .all)
            },
        ]
    }

    /// Refusals are said as TAXII clients read them, whoever refuses.
    private func route(
        _ method: DeskMethod, _ path: String,
        _ handler: @escaping @Sendable (DeskRequest) async throws -> DeskAnswer
    ) -> DeskRoute {
        DeskRoute(method, path, for: method == .get ? .programs(.view) : .ownSystems) { request in
            do {
                try admit(request)
                return try await handler(request)
            } catch let error as TAXIIError {
                return TAXIIProblem.answer(
                    PeerProblem(
                        status: error.status, keyword: error.keyword,
                        detail: Self.sentence(error.description)), request: request.id)
            } catch let problem as PeerProblem {
                return TAXIIProblem.answer(problem, request: request.id)
            }
        }
    }

    private static func sentence(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    private func admit(_ request: DeskRequest) throws(PeerProblem) {
        guard TAXIIMediaType.isAccepted(request.header("accept")) else {
            throw PeerProblem(
                status: 406, keyword: "media-type", detail: "Answers are \(TAXIIMediaType.taxii).")
        }
        guard request.parameters["root"] ?? alliance.rawValue == alliance.rawValue else {
            throw PeerProblem(
                status: 404, keyword: "no-such-root", detail: "There is no such API root here.")
        }
    }

    // MARK: Server information

    private static func answer(
        _ body: [UInt8], status: Int = 200
    ) -> DeskAnswer {
        .json(body, status: status, mediaType: TAXIIMediaType.taxii)
    }

    private func discovery(_ request: DeskRequest) -> DeskAnswer {
        Self.answer(
            ServerInformation.discovery(
                of: alliance, root: "\(request.origin)/taxii2/\(alliance)/"))
    }

    private func rootInformation() -> DeskAnswer {
        Self.answer(
            ServerInformation.root(of: alliance, contentBytesMax: Self.contentBytesMax))
    }

    private func status(_ request: DeskRequest) async throws -> DeskAnswer {
        let id = request.parameters["status"] ?? ""
        guard STIXIdentifier.isUUID(Array(id.utf8)),
            let status = try await exchange.status(id, for: request.caller)
        else {
            throw PeerProblem(
                status: 404, keyword: "no-such-status",
                detail: "No status of this name is known here, or no longer.")
        }
        return Self.answer(status)
    }

    private func collections(_ request: DeskRequest) throws -> DeskAnswer {
        Self.answer(
            ServerInformation.collections(exchange.collections(for: request.caller)))
    }

    private func one(_ request: DeskRequest) throws -> DeskAnswer {
        Self.answer(ServerInformation.collection(try collection(request)))
    }

    /// The one that the address names by id or alias.
    private func collection(_ request: DeskRequest) throws(PeerProblem) -> ObjectCollection {
        let name = request.parameters["collection"] ?? ""
        let all = exchange.collections(for: request.caller)
        guard let found = all.first(where: { $0.id == name || $0.alias == name }) else {
            throw PeerProblem(
                status: 404, keyword: "no-such-collection",
                detail: "There is no such collection for you here.")
        }
        return found
    }

    // MARK: Objects

    private func page(
        _ kind: ObjectPage.Kind, _ request: DeskRequest, fields: [ObjectQuery.Field],
        versions: VersionFilter = .last
    ) async throws -> DeskAnswer {
        let collection = try collection(request)
        guard collection.canRead else { throw Self.forbidden("read") }
        var query = try query(request, fields, versions)
        let object = request.parameters["object"]
        query.ids = object.map { [$0] } ?? query.ids
        let page = try await exchange.page(kind, of: collection, query)
        if let object, page.count == 0 {
            try await requireObject(object, in: collection)
        }
        // Every answer has both (TAXII 2.1 section 3.2); one without objects gives the place that was asked for, or, where
        // more may follow, the one where it stopped: who goes on from there misses nothing, and does not stand still.
        let asked = STIXTimestamp(microseconds: query.after)
        return Self.answer(page.finished())
            .noted(Self.note(of: request, collection, results: page.count))
            .adding("x-taxii-date-added-first", (page.firstAdded ?? asked).microsecondText)
            .adding("x-taxii-date-added-last", (page.reached ?? asked).microsecondText)
    }

    /// One record for a request, with what it asked, however many objects it gives.
    private static func note(
        of request: DeskRequest, _ collection: ObjectCollection, results: Int
    ) -> AuditNote {
        AuditNote(.readCollection, details(of: request, collection), results: results)
    }

    private static func details(
        of request: DeskRequest, _ collection: ObjectCollection
    ) -> [AuditDetail: String] {
        var details: [AuditDetail: String] = [.collection: collection.channel.rawValue]
        details[.object] = request.parameters["object"]
        details[.query] = request.target.query
        return details
    }

    /// 404 for an object that is not there at all, rather than filtered away.
    private func requireObject(_ id: String, in collection: ObjectCollection) async throws {
        var query = ObjectQuery(versions: .all)
        query.ids = [id]
        query.limit = 1
        guard try await exchange.page(.versions, of: collection, query).count == 0 else { return }
        throw PeerProblem(
            status: 404, keyword: "no-such-object",
            detail: "The collection has no object of this name.")
    }

    private func query(
        _ request: DeskRequest, _ fields: [ObjectQuery.Field], _ versions: VersionFilter,
        isPaged: Bool = true
    ) throws(TAXIIError) -> ObjectQuery {
        try ObjectQuery(
            request.target.parameters.map { (name: $0.name, value: $0.value) }, fields: fields,
            versions: versions, isPaged: isPaged)
    }

    private func add(_ request: DeskRequest, _ route: String) async throws -> DeskAnswer {
        let requested = time()
        let collection = try collection(request)
        guard collection.canWrite else { throw Self.forbidden("write to") }
        guard TAXIIMediaType.isRead(request.header("content-type")) else {
            throw PeerProblem(
                status: 415, keyword: "media-type",
                detail: "Envelopes are taken as \(TAXIIMediaType.taxii).")
        }
        let objects = try PostedObject.read(request.body)
        try await audit?.record(
            AuditNote(
                .publishReport,
                [
                    .collection: collection.channel.rawValue, .objects: String(objects.count),
                ]), before: request, route: route)
        let status = try await exchange.add(
            objects, to: collection, requestedAt: requested)
        return Self.answer(status.json, status: 202).noted(
            AuditNote(
                .use,
                [
                    .posted: collection.channel.rawValue, .status: status.id,
                    .failed: String(status.failures.count),
                ], results: status.successes.count
            ).deferred)
    }

    /// All versions, unless some are named.
    private func delete(_ request: DeskRequest, _ route: String) async throws -> DeskAnswer {
        let collection = try collection(request)
        guard collection.canRead, collection.canWrite else { throw Self.forbidden("write to") }
        // It takes back all that is asked for, or nothing: a part of it would leave the client in the dark.
        let query = try query(request, [.version, .specVersion], .all, isPaged: false)
        try await audit?.record(
            AuditNote(.withdrawReport, Self.details(of: request, collection)), before: request,
            route: route)
        switch try await exchange.delete(
            request.parameters["object"] ?? "", query, from: collection)
        {
        case .deleted: return .empty(status: 200)
        case .absent:
            throw PeerProblem(
                status: 404, keyword: "no-such-object",
                detail: "The collection has no such version of an object of this name.")
        case .foreign:
            throw PeerProblem(
                status: 403, keyword: "foreign-object",
                detail: "The object is not this member's, who alone could take it back.")
        }
    }

    private static func forbidden(_ what: String) -> PeerProblem {
        PeerProblem(
            status: 403, keyword: "collection-access",
            detail: "You may not \(what) this collection.")
    }
}
