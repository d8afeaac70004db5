/// One request as a route sees it, whole.
package struct DeskRequest: Sendable {
    package struct Header: Hashable, Sendable {
        /// In lower case.
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package let method: DeskMethod
    package let target: RequestTarget
    /// What the names of the route's pattern stand for, decoded.
    package let parameters: [String: String]
    package let headers: [Header]
    package let body: [UInt8]
    /// The body where the route has it as it comes; `body` is empty then.
    package let stream: RequestStream?
    package let caller: DeskCaller
    /// This port as the caller addressed it: `https://host[:port]`, for links.
    package let origin: String
    /// Names this request in the log and to the caller; random.
    package let id: String

    package init(
        method: DeskMethod, target: RequestTarget, parameters: [String: String] = [:],
        headers: [Header] = [], body: [UInt8] = [], stream: RequestStream? = nil,
        caller: DeskCaller, origin: String, id: String
    ) {
        self.method = method
        self.target = target
        self.parameters = parameters
        self.headers = headers
        self.body = body
        self.stream = stream
        self.caller = caller
        self.origin = origin
        self.id = id
    }

    /// All values of a header field, as one list (RFC 9110, section 5.3); nil where it is missing.
    package func header(_ name: String) -> String? {
        let values = headers.filter { $0.name == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}
