/// What became of one event of a document.
package struct EventItem: Equatable, Sendable {
    package enum Result: Equatable, Sendable {
        case event(EPCISEvent)
        case refused(EPCISError)
    }

    /// Its place in the document, from 1.
    package let number: Int
    package let result: Result

    package init(number: Int, result: Result) {
        self.number = number
        self.result = result
    }
}
