package import ArgumentParser

package struct ImageCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "image",
        abstract: "Hash images, and find reported ones that look alike.",
        discussion: "Example: touchstone image search photo.jpg",
        subcommands: [ImageHash.self, ImageSearch.self])

    package init() {}
}
