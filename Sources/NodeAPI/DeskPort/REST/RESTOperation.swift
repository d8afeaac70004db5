import JSON
import Peering

/// One operation of the REST interface: what answers it, and all that the description says of it. The
/// routes and the OpenAPI document are made of these, so that neither says what the other does not.
struct RESTOperation: Sendable {
    typealias Parameter = RESTParameter

    struct Success: Sendable {
        var status = 200
        var mediaType = RESTOperation.json
        let schema: JSONValue
        let meaning: String
        /// Has an `ETag`, so that nothing is sent twice to whoever has it.
        var isTagged = true
    }

    typealias Handler = @Sendable (RESTCall) async throws -> DeskAnswer

    static let json = RESTBody.jsonMediaType

    let method: DeskMethod
    /// Below `RESTRoutes.root`.
    let path: String
    /// Names it in the description and in what generators make of that.
    let id: String
    let summary: String
    let access: DeskRoute.Access
    /// It is kept for somebody by name: whoever comes without one is refused.
    var isForPersons = false
    var parameters: [Parameter] = []
    /// The schema of a JSON body.
    var body: JSONValue?
    var bodyMediaType = RESTOperation.json
    /// Schemas of bodies that it takes beside that, by media type.
    var otherBodies: [String: JSONValue] = [:]
    let success: Success
    /// Refusals beyond those that every operation has.
    var refusals: [Int] = []
    /// The body is handed on as it comes, up to so many bytes; nil for one that is taken whole.
    var streamedBytesMax: Int?
    /// For a large body that is taken whole.
    var collecting: BodyPlaces?
    /// What it signs is a report, so that a person of a member which wants second looks writes a draft instead.
    var isReport = false
    /// Nil for what its method says: what changes something is recorded ahead of it.
    var recording: DeskRoute.Recording?
    let handler: Handler

    var routePath: String { RESTRoutes.root + path }
    /// As the audit log names it.
    var routeName: String { "\(method.rawValue) \(routePath)" }
}

/// One request to an operation, of which the head is understood.
struct RESTCall: Sendable {
    let request: DeskRequest
    /// As the audit log names it.
    let route: String
    let query: RESTQuery
    /// What the caller may see, or take away.
    let reading: any ConsoleReading
    let language: DeskLanguage

    /// What a part of the path stands for.
    func path(_ name: String) -> String { request.parameters[name] ?? "" }

    /// The JSON that it carries.
    /// - Throws: status 415 for another media type; 400 for what is no JSON.
    func json() throws(PeerProblem) -> JSONValue {
        try RESTBody.json(request.body, mediaType: request.header("content-type"))
    }
}
