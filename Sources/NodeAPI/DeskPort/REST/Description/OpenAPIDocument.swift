import JSON
import Peering
import SignIn

/// The description of the REST interface, made of the table of its operations.
///
/// Source: OpenAPI Specification 3.1.1.
struct OpenAPIDocument {
    static let version = "1.0.0"
    /// Refusals that any operation may answer with.
    static let commonRefusals = [400, 401, 403, 406, 408, 414, 429, 431, 503]

    private let operations: [RESTOperation]

    init(_ operations: [RESTOperation]) { self.operations = operations }

    var json: JSONValue {
        .members([
            ("openapi", .string("3.1.1")),
            (
                "info",
                .members([
                    ("title", .string("Touchstone desk")), ("version", .string(Self.version)),
                    (
                        "description",
                        .string(
                            "What this member's people see on the console, for its programs. Nothing that is not found is thereby genuine, and nothing unknown is thereby a fake."
                        )
                    ),
                ])
            ),
            ("servers", .array([.object(["url": .string(RESTRoutes.root)])])),
            ("paths", paths),
            (
                "components",
                .members([
                    ("schemas", OpenAPISchemas.all), ("securitySchemes", Self.securitySchemes),
                    ("responses", .object(["Problem": Self.problem])),
                ])
            ),
        ])
    }

    private var paths: JSONValue {
        var paths: [String: [(String, JSONValue?)]] = [:]
        for operation in operations {
            paths[operation.path, default: []].append(
                (operation.method.rawValue.lowercased(), Self.describe(operation)))
        }
        return .members(paths.map { ($0.key, .some(.members($0.value))) })
    }

    private static func describe(_ operation: RESTOperation) -> JSONValue {
        .members([
            ("operationId", .string(operation.id)), ("summary", .string(operation.summary)),
            ("security", security(operation)),
            (
                "parameters",
                operation.parameters.isEmpty
                    ? nil : .array(operation.parameters.map(describe))
            ),
            (
                "requestBody",
                operation.body.map {
                    .members([
                        ("required", .bool(true)),
                        ("content", .object(content(of: operation, $0))),
                    ])
                }
            ),
            ("responses", responses(of: operation)),
        ])
    }

    private static func content(
        of operation: RESTOperation, _ schema: JSONValue
    ) -> [String: JSONValue] {
        operation.otherBodies.merging([operation.bodyMediaType: schema]) { $1 }
            .mapValues { .object(["schema": $0]) }
    }

    private static func describe(_ parameter: RESTOperation.Parameter) -> JSONValue {
        let schema =
            parameter.isRepeated
            ? JSONSchema.list(parameter.schema, max: RESTQuery.valuesMax) : parameter.schema
        return .members([
            ("name", .string(parameter.name)), ("in", .string(parameter.place.rawValue)),
            ("required", .bool(parameter.isRequired)), ("schema", schema),
            ("description", .string(parameter.meaning)),
        ])
    }

    private static func responses(of operation: RESTOperation) -> JSONValue {
        let success = operation.success
        var responses: [(String, JSONValue?)] = [
            (
                String(success.status),
                .members([
                    ("description", .string(success.meaning)),
                    (
                        "content",
                        .object([success.mediaType: .object(["schema": success.schema])])
                    ),
                ])
            )
        ]
        if success.isTagged, operation.method == .get {
            responses.append(
                (
                    "304",
                    .object(["description": .string("What the tag in If-None-Match names holds.")])
                ))
        }
        for status in Set(commonRefusals + operation.refusals).sorted() {
            responses.append(
                (String(status), .object(["$ref": .string("#/components/responses/Problem")])))
        }
        return .members(responses)
    }

    // MARK: Who may

    private static func security(_ operation: RESTOperation) -> JSONValue {
        let schemes: [(String, Asker)] = [
            ("token", .machine(role: .readOnlyMachine)),
            ("session", .person(roles: Set(Role.ofPeople))), ("certificate", .ownSystem),
        ]
        return .array(
            schemes.filter {
                AccessPolicy.decide(operation.access.audience, for: $0.1) == .allowed
                    && (!operation.isForPersons || $0.0 == "session")
            }.map { .object([$0.0: .array([])]) })
    }

    private static let securitySchemes: JSONValue = .members([
        (
            "token",
            .members([
                ("type", .string("http")), ("scheme", .string("bearer")),
                (
                    "description",
                    .string("A program's token: 'touchstone desk token create'. It reads.")
                ),
            ])
        ),
        (
            "session",
            .members([
                ("type", .string("apiKey")), ("in", .string("cookie")),
                ("name", .string(SessionCookie.name)),
                (
                    "description",
                    .string(
                        "A person who has signed in and stated a purpose. What is posted or deleted brings the session's form token as \(FormToken.header), and Origin or Sec-Fetch-Site."
                    )
                ),
            ])
        ),
        (
            "certificate",
            .members([
                ("type", .string("mutualTLS")),
                ("description", .string("This member's own alliance certificate.")),
            ])
        ),
    ])

    private static let problem: JSONValue = .members([
        ("description", .string("A refusal (RFC 9457) with what to do about it.")),
        (
            "content",
            .object([PeerProblem.mediaType: .object(["schema": JSONSchema.named("Problem")])])
        ),
    ])
}
