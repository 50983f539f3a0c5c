/**
 * The numbers that countries give to persons, businesses and documents: check digits, prefixes and
 * birthdays as each country's authority defines them. One class a country.
 */
@NullMarked
package dev.plumbline.stage.redact.detect.standard.country;

import org.jspecify.annotations.NullMarked;
