/** The flow from a producer's record to an alert, with its production topologies and no broker. */
package dev.plumbline.cli.flow;
