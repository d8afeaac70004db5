/// The program's own version; data formats carry versions of their own.
package enum TouchstoneVersion {
    package static let text = "0.1.0"
}
